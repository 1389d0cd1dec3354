/** A template as the person sees it, its variables filled in. */
export interface RenderedTemplate {
  header?:
    | { type: 'text'; text: string }
    | { type: 'image' | 'video' | 'document'; id?: string; link?: string; filename?: string }
    | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string };
  body: string;
  footer?: string;
  buttons: RenderedButton[];
}

export type RenderedButton =
  /** `payload` comes back when it is tapped; without one given, Meta returns the label. */
  | { type: 'quick-reply'; title: string; payload: string }
  | { type: 'url'; title: string; url: string }
  | { type: 'phone'; title: string; phone: string }
  | { type: 'copy-code'; title: string; code: string };
