package dev.wharf.admin.diagnosis;

/** What to look after on the phone, which Wharf cannot see. */
enum OnThePhone {
  OPEN_APP("Open WhatsApp on the phone and leave it open for a minute; look for a message in it."),
  NETWORK(
      "Check that the phone is online: open a web page in its browser, also without Wi-Fi or VPN."),
  BATTERY(
      "On Android take WhatsApp out of the battery saver and allow it background activity and"
          + " background data. On an iPhone switch Background App Refresh on for it."),
  FOURTEEN_DAYS(
      "Use WhatsApp on the phone at least once every 14 days: it unlinks all devices of a phone"
          + " that stayed offline for longer."),
  FOUR_DEVICES(
      "A phone has room for four linked devices: remove those that nobody needs, under Settings,"
          + " Linked devices."),
  APP_VERSION("Update WhatsApp on the phone from its app store."),
  DATE_AND_TIME("Let the phone set its date and time by itself: pairing fails when they are off.");

  private final String sentence;

  OnThePhone(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
