package dev.wharf.directory;

import java.util.List;

/**
 * What became of a change of a group.
 *
 * @param known false: nothing is known of this group, so its metadata has to be asked for
 */
public record Applied(boolean known, List<News> news) {}
