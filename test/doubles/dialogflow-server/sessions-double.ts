import { status, type handleUnaryCall, type Metadata, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { refuseToken, type TrustedAccount } from './token.js';

/** A status of gRPC's other than OK. */
export type FaultCode = Exclude<keyof typeof status, 'OK'>;

/**
 * What is answered to one call: the response as the protos have it (Structs by `struct`); an error; bytes that are no
 * such response, which the client reports as INTERNAL; or nothing, ever.
 */
export type Answer = { response: object } | { fault: FaultCode; details?: string } | { bytes: Buffer } | 'never';

/** One call that arrived. */
export interface Recorded<Request> {
  method: string;
  request: Request;
  /** The first value of each entry. */
  metadata: Record<string, string>;
}

export type Answerer<Request> = (call: Recorded<Request>) => Answer | Promise<Answer>;

/** The Sessions service of one edition, with scripted answers. Without a script it answers UNIMPLEMENTED. */
export class SessionsDouble<Request> {
  readonly calls: Recorded<Request>[] = [];
  readonly #once: Answer[] = [];
  #always: Answerer<Request> | undefined;

  /** From now on; a function may take its time, and is asked for each call. */
  answer(answer: Answer | Answerer<Request>): void {
    this.#always = typeof answer === 'function' ? answer : () => answer;
  }

  /** Of the next calls, one each, before what `answer` says. */
  next(...answers: Answer[]): void {
    this.#once.push(...answers);
  }

  /** Forgets calls and scripts. */
  reset(): void {
    this.calls.length = 0;
    this.#once.length = 0;
    this.#always = undefined;
  }

  /** The last call's request. @throws where none came */
  get last(): Request {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('no call has arrived');
    return call.request;
  }

  /** The methods for a gRPC server. @param trusted where given, other callers get UNAUTHENTICATED */
  implementation(methods: readonly string[], trusted: TrustedAccount | undefined): UntypedServiceImplementation {
    return Object.fromEntries(methods.map((method) => [method, this.#handler(method, trusted)]));
  }

  #handler(method: string, trusted: TrustedAccount | undefined): handleUnaryCall<Request, object> {
    return (call, respond) => {
      const metadata = firstValues(call.metadata);
      const refusal = trusted === undefined ? undefined : refuseToken(metadata['authorization'], trusted);
      if (refusal !== undefined) {
        respond({
          code: status.UNAUTHENTICATED,
          details: `Request had invalid authentication credentials: ${refusal}`,
        });
        return;
      }
      const recorded = { method, request: call.request, metadata };
      this.calls.push(recorded);
      this.#answerTo(recorded).then(
        (answer) => {
          if (answer === 'never') return;
          if ('fault' in answer) respond({ code: status[answer.fault], details: answer.details ?? answer.fault });
          else respond(null, 'bytes' in answer ? answer.bytes : answer.response);
        },
        (error: unknown) => respond({ code: status.INTERNAL, details: `the script failed: ${String(error)}` }),
      );
    };
  }

  async #answerTo(call: Recorded<Request>): Promise<Answer> {
    const once = this.#once.shift();
    return once ?? this.#always?.(call) ?? { fault: 'UNIMPLEMENTED', details: 'nothing is scripted' };
  }
}

function firstValues(metadata: Metadata): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata.getMap()).map(([key, value]) => [key, value.toString()]));
}
