/** Where the demo's virtual phone listens, and the key it gives away. */
export interface DemoConfig {
  apiKey: string;
  phoneUrl: string;
}

/** Null where this is no demo. */
export async function loadDemo(): Promise<DemoConfig | null> {
  try {
    const response = await fetch('/demo/config', { headers: { Accept: 'application/json' } });
    if (!response.ok) return null;
    const config = (await response.json()) as Partial<DemoConfig>;
    return config.apiKey && config.phoneUrl ? (config as DemoConfig) : null;
  } catch {
    return null;
  }
}

/** Shows the code to the virtual phone. `text/plain` keeps this a request without a preflight. */
export async function scanWithPhone(phoneUrl: string, qrText: string): Promise<void> {
  const response = await fetch(`${phoneUrl}/admin/mock-phone/scan-qr`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: qrText,
  });
  if (!response.ok) {
    const said = (await response.text()).slice(0, 200);
    throw new Error(`The virtual phone answered ${response.status}. ${said}`.trim());
  }
}
