package dev.wharf.session;

import dev.wharf.event.Presence;
import dev.wharf.session.message.GroupsAtLogin;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the server is, how it proves itself, and how long things may take. */
@ConfigMapping(prefix = "wharf.whatsapp")
public interface SessionConfig {

  /** Where the server is. */
  @WithDefault("wss://web.whatsapp.com/ws/chat")
  URI url();

  /**
   * Root public key of the server's certificate chain, hex. Another than WhatsApp's is refused in
   * production.
   */
  @WithDefault("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b")
  String trustAnchor();

  /** A PEM file to trust for TLS besides nothing else; by default the JDK's authorities. */
  Optional<Path> tlsCa();

  /** A PEM file to trust for TLS with media servers; else that of tls-ca, else the JDK's. */
  Optional<Path> mediaTrustFile();

  /** What does TLS: jdk, openssl (BoringSSL), or auto, which takes BoringSSL where it loads. */
  @WithDefault("auto")
  TlsEngine tls();

  /** Client version to start with. */
  @WithDefault("2.3000.1045649367")
  String version();

  /** Where the present client version can be read. */
  @WithDefault("https://web.whatsapp.com/sw.js")
  URI versionUrl();

  /** How long a new client version may take to bring its canary online. */
  @WithDefault("PT90S")
  Duration versionTrial();

  /** Shown by the phone among its linked devices. */
  @WithDefault("Linux")
  String osName();

  /**
   * Shown by the phone when it is linked by code: the server knows only real browsers and systems.
   */
  @WithDefault("Chrome (Linux)")
  String platformDisplay();

  /** How far our clock may be off when certificates are checked. */
  @WithDefault("PT5M")
  Duration clockSkew();

  /** Until a login link has shaken hands. */
  @WithDefault("PT30S")
  Duration connectTimeout();

  /** Until a question to the server is answered. */
  @WithDefault("PT20S")
  Duration queryTimeout();

  /** Between pings of a quiet link; chance takes up to a third off. */
  @WithDefault("PT30S")
  Duration keepAlive();

  /** Pings without any sign of life after which a link is dead. */
  @WithDefault("2")
  int missedPings();

  /**
   * When all groups of an account are asked for: first (when a device comes online that never
   * asked), always (at every login) or never.
   */
  @WithDefault("first")
  GroupsAtLogin groupsAtLogin();

  /** How far apart first-time pairings start in this process. */
  @WithDefault("PT0.5S")
  Duration pairingSpacing();

  /** How many links a second may be opened by known accounts of this process. */
  @WithDefault("20")
  int loginsPerSecond();

  /**
   * How many accounts of this process may be on their way, from the dial to online, before the next
   * ones wait; eight at first, and one more for each that arrives. Who takes longer than three
   * seconds is not waited for.
   */
  @WithDefault("64")
  int connectingAtOnce();

  /** From initialize to online, in all. */
  @WithDefault("PT5M")
  Duration activation();

  /** Life of the first QR code of a batch, which the server sets (connection.md 4.2). */
  @WithDefault("PT60S")
  Duration firstQr();

  /** Life of each further code of a batch. */
  @WithDefault("PT20S")
  Duration nextQr();

  /**
   * Until the first QR code of a link shows; then the link is thrown away, and one more is tried.
   */
  @WithDefault("PT30S")
  Duration qrShows();

  /** Batches of QR codes offered in one pairing. */
  @WithDefault("3")
  int qrBatches();

  /** Life of a pairing code. */
  @WithDefault("PT180S")
  Duration pairingCode();

  /** How long a paired link waits for the server's restart before it restarts by itself. */
  @WithDefault("PT10S")
  Duration restart();

  /** Until the server lets a login in or turns it away. */
  @WithDefault("PT20S")
  Duration login();

  /** Until the questions after a login are answered. */
  @WithDefault("PT60S")
  Duration sync();

  /** How long nothing is tried after the server asked for too many restarts. */
  @WithDefault("PT15M")
  Duration tooManyAttempts();

  /** Credentials that were not connected for longer count as expired. */
  @WithDefault("P14D")
  Duration credentialAge();

  /**
   * Whether others see the accounts as there: unavailable (the phone goes on to notify), available,
   * or auto, which is available while something is sent. For those that have no setting of their
   * own.
   */
  @WithDefault("unavailable")
  Presence presence();

  Reconnect reconnect();

  PhoneNumber phoneNumber();

  /** Between the end of a link and the next. */
  interface Reconnect {
    /** The first wait. */
    @WithDefault("PT5S")
    Duration base();

    /** By which each wait grows. */
    @WithDefault("1.5")
    double factor();

    /** Beyond which no wait grows. */
    @WithDefault("PT120S")
    Duration cap();

    /** Share of the wait that chance adds or takes. */
    @WithDefault("0.2")
    double jitter();

    /** Reconnects before giving up. */
    @WithDefault("20")
    int attempts();

    /** How long online until the attempts count from zero again. */
    @WithDefault("PT60S")
    Duration stable();
  }

  /** Where the pairing answer withholds it. */
  interface PhoneNumber {
    /** How long an online link may look for its number. */
    @WithDefault("PT60S")
    Duration limit();

    /** The server is asked at once, after 1, 2, 4, 8 and 16 of these, then at every 15th. */
    @WithDefault("PT1S")
    Duration poll();
  }

  /** One-time pre-keys of a first upload. */
  @WithDefault("812")
  int preKeys();

  /** One-time pre-keys on the server below which more are sent. */
  @WithDefault("5")
  int preKeysLow();
}
