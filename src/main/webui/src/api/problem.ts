import type { ReasonAction } from './types';

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  action?: ReasonAction | null;
  errors?: unknown;
}

/** A refusal (RFC 9457) or a request that never got an answer (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly action: ReasonAction | null = null,
    /** What is expected of each field that was refused. */
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(detail || title);
    this.name = 'Problem';
  }

  static unreachable(): Problem {
    return new Problem(
      0,
      'unreachable',
      'Wharf did not answer',
      'Check that the server runs and that this computer is online, then try again.',
    );
  }

  static async from(response: Response): Promise<Problem> {
    const body = await readBody(response);
    return new Problem(
      response.status,
      body.code ?? `http_${response.status}`,
      body.title ?? fallbackTitle(response.status),
      [body.detail, ...fieldErrors(body.errors)].filter(Boolean).join(' '),
      body.action ?? null,
      fieldMessages(body.errors),
    );
  }

  static of(cause: unknown): Problem {
    if (cause instanceof Problem) return cause;
    return new Problem(0, 'page', 'Something went wrong on this page', String(cause));
  }
}

async function readBody(response: Response): Promise<ProblemBody> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}

function fallbackTitle(status: number): string {
  if (status === 401) return 'The API key was refused';
  if (status === 404) return 'There is no such thing (any more)';
  return status >= 500 ? 'The server failed' : 'The server refused this';
}

/** `errors` comes as `[{field, message}]`, as `{field: message}` or as sentences. */
function fieldErrors(errors: unknown): string[] {
  if (!errors || typeof errors !== 'object') return [];
  return Object.entries(errors).map(([key, value]) => {
    if (typeof value === 'string') return Array.isArray(errors) ? value : `${key}: ${value}.`;
    const { field, message } = (value ?? {}) as { field?: string; message?: string };
    return field ? `${field}: ${message ?? 'not accepted'}.` : (message ?? '');
  });
}

function fieldMessages(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {};
  const named = errors.filter((error): error is { field: string; message: string } => {
    const { field, message } = (error ?? {}) as { field?: unknown; message?: unknown };
    return typeof field === 'string' && typeof message === 'string';
  });
  return Object.fromEntries(named.map(({ field, message }) => [field, message]));
}

const NEXT_STEPS: Record<ReasonAction, string> = {
  scan_qr: 'Open the account and scan its QR code with the phone.',
  retry_initialize: 'Press Connect to try again.',
  update_phone: 'Check the phone number, or enter it by hand.',
  wait: 'Wait: Wharf tries again by itself.',
  open_phone: 'Open WhatsApp on the phone and look for a message there.',
  upgrade: 'This Wharf needs a newer version. Tell whoever runs it.',
  contact_support: 'Contact support and give them the code below.',
};

export function nextStep(action: ReasonAction | null): string | null {
  return action === null ? null : (NEXT_STEPS[action] ?? null);
}
