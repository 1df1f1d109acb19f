/** QR codes as pictures and text, drawn without AWT. */
@org.jspecify.annotations.NullMarked
package dev.wharf.api.qr;
