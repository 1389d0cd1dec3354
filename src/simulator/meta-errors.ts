/**
 * Meta's error codes as far as the simulator gives them: title and HTTP status of the direct answer. Titles follow
 * Meta's error-code page (state of May 2026); several statuses are from experience, not from a document, which is
 * why a client must go by the code.
 */
const TABLE: Record<number, { status: number; title: string; transient?: true }> = {
  1: { status: 500, title: 'An unknown error occurred', transient: true },
  2: { status: 503, title: 'Service temporarily unavailable', transient: true },
  4: { status: 400, title: 'Application request limit reached' },
  10: { status: 403, title: 'Permission denied' },
  33: { status: 400, title: 'Parameter value is not valid' },
  100: { status: 400, title: 'Invalid parameter' },
  190: { status: 401, title: 'Access token has expired' },
  368: { status: 403, title: 'Temporarily blocked for policies violations' },
  470: { status: 400, title: 'Re-engagement message' },
  613: { status: 429, title: 'Calls to this api have exceeded the rate limit.' },
  80007: { status: 429, title: 'Rate limit issues' },
  130403: { status: 400, title: 'User has blocked the business' },
  130429: { status: 429, title: 'Rate limit hit' },
  130472: { status: 400, title: "User's number is part of an experiment" },
  130497: { status: 403, title: 'Business account is restricted from messaging users in this country' },
  131000: { status: 500, title: 'Something went wrong' },
  131005: { status: 403, title: 'Access denied' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131016: { status: 503, title: 'Service unavailable', transient: true },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable' },
  131030: { status: 400, title: 'Recipient phone number not in allowed list' },
  131031: { status: 403, title: 'Account has been locked' },
  131037: { status: 400, title: 'Display name approval needed' },
  131042: { status: 400, title: 'Business eligibility payment issue' },
  131045: { status: 500, title: 'Incorrect certificate' },
  131047: { status: 400, title: 'Re-engagement message' },
  131048: { status: 400, title: 'Spam rate limit hit' },
  131049: { status: 400, title: 'Meta chose not to deliver' },
  131050: { status: 400, title: 'User has stopped receiving marketing messages from this business' },
  131051: { status: 400, title: 'Unsupported message type' },
  131052: { status: 400, title: 'Media download error' },
  131053: { status: 400, title: 'Media upload error' },
  131056: { status: 400, title: '(Business Account, Consumer Account) pair rate limit hit' },
  131057: { status: 500, title: 'Account in maintenance mode', transient: true },
  131062: { status: 400, title: 'Business-scoped user id recipients are not supported for this message' },
  132000: { status: 400, title: 'Number of parameters does not match the expected number of params' },
  132001: { status: 404, title: 'Template name does not exist in the translation' },
  132005: { status: 400, title: 'Translated text too long' },
  132007: { status: 400, title: 'Template format character policy violated' },
  132012: { status: 400, title: 'Parameter format does not match format in the created template' },
  132015: { status: 400, title: 'Template is paused' },
  132016: { status: 400, title: 'Template is disabled' },
  132018: { status: 400, title: 'There was an issue with the parameters in your template' },
  133004: { status: 503, title: 'Server temporarily unavailable', transient: true },
  133010: { status: 400, title: 'Phone number not registered' },
};

export interface MetaError {
  code: number;
  title: string;
  details: string;
}

/** One refusal of an API call, before it is put into JSON. */
export interface Refusal extends MetaError {
  status: number;
  subcode?: number;
  transient?: true;
}

const LONG_DETAILS: Record<number, string> = {
  131047:
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  131026: 'Message undeliverable.',
  130429: 'Cloud API message throughput has been reached.',
  131056:
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  132015: 'Template is paused due to low quality so it cannot be sent in a template message.',
  132016: 'Template is disabled due to low quality so it cannot be sent in a template message.',
};

/** A refusal with this code; without `details` Meta repeats its title or a fixed sentence. */
export function refusal(code: number, details?: string, subcode?: number): Refusal {
  const known = TABLE[code] ?? { status: 400, title: 'Unknown error' };
  return {
    status: known.status,
    code,
    title: known.title,
    details: details ?? LONG_DETAILS[code] ?? known.title,
    ...(subcode === undefined ? {} : { subcode }),
    ...(known.transient ? { transient: true } : {}),
  };
}

/** The body of a refused call, as Meta writes it and 360dialog passes it on. */
export function refusalBody(refused: Refusal, trace: string) {
  return {
    error: {
      message: `(#${refused.code}) ${refused.title}`,
      type: 'OAuthException',
      code: refused.code,
      ...(refused.subcode === undefined ? {} : { error_subcode: refused.subcode }),
      error_data: { messaging_product: 'whatsapp', details: refused.details },
      ...(refused.transient ? { is_transient: true } : {}),
      fbtrace_id: trace,
    },
  };
}
