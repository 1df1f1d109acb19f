package dev.wharf.admin.diagnosis;

import static dev.wharf.admin.diagnosis.OnThePhone.BATTERY;
import static dev.wharf.admin.diagnosis.OnThePhone.FOURTEEN_DAYS;
import static dev.wharf.admin.diagnosis.OnThePhone.FOUR_DEVICES;
import static dev.wharf.admin.diagnosis.OnThePhone.NETWORK;
import static dev.wharf.admin.diagnosis.OnThePhone.OPEN_APP;

import dev.wharf.event.Status;
import java.util.List;

/** Advice by the status alone, where there is no reason or none that is known. */
final class StatusAdvice {

  private StatusAdvice() {}

  static Advice of(Status status, boolean paired) {
    return switch (status) {
      case ACTIVE -> Advice.of("Nothing is wrong: the account is connected.", List.of());
      case INACTIVE -> inactive(paired);
      case WARMING ->
          Advice.of(
              "Nothing is wrong: the account is being connected.",
              List.of("Wait for the QR code, which shows within 30 seconds, and scan it."),
              FOUR_DEVICES,
              NETWORK);
      case AUTHENTICATING ->
          Advice.of(
              "Nothing is wrong: the account is linked and logs in.",
              List.of("Leave the phone on and WhatsApp open until the account is active."),
              NETWORK,
              BATTERY);
      case RECONNECTING ->
          Advice.of(
              "The connection was lost.",
              List.of("Nothing: Wharf tries again by itself."),
              FOURTEEN_DAYS);
      case COOLDOWN ->
          Advice.of(
              "WhatsApp wants this account to pause.",
              List.of("Wait until the pause is over: Wharf then tries once."));
      case BANNED ->
          Advice.of(
              "WhatsApp banned this number.",
              List.of("Open WhatsApp on the phone and ask for a review."),
              OPEN_APP);
    };
  }

  private static Advice inactive(boolean paired) {
    return paired
        ? Advice.of(
            "The account is paired but not connected.",
            List.of("Press Connect (POST …/initialize)."),
            FOURTEEN_DAYS)
        : Advice.of(
            "The account was not paired with a phone yet.",
            List.of(
                "Press Connect (POST …/initialize).",
                "Scan the QR code with the phone: WhatsApp, Settings, Linked devices, Link a"
                    + " device."),
            FOUR_DEVICES,
            NETWORK);
  }
}
