import type { ChannelAccess, ChannelAdapter, Checked, TemplateAbility } from '../../src/channels/channel.js';
import { SendFailure } from '../../src/channels/failure.js';
import { templateOfDraft, type TemplateDraft } from '../../src/templates/draft.js';
import { Template } from '../../src/templates/template.js';
import { startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';

/** How a provider answers when TEMPLATE_DRAFT is made and taken away; several answers where it takes several calls. */
export interface TemplateSetup {
  created: readonly Play[];
  /** Something is wrong with it, in the provider's words. */
  refused: readonly Play[];
  removed: readonly Play[];
  /** It is not there any more. */
  alreadyGone: readonly Play[];
}

/** The template that every adapter makes: two variables and what stands around them. */
export const TEMPLATE_DRAFT: TemplateDraft = {
  name: 'visit_reminder',
  language: 'pt_BR',
  category: 'utility',
  allowCategoryChange: true,
  parameterFormat: 'positional',
  body: 'Olá {{1}}, a sua visita de {{2}} ainda não foi avaliada. Vamos continuar?',
  samples: { 1: 'Mira', 2: 'sexta-feira' },
  footer: 'Cedar Clinic',
  buttons: [
    { type: 'quick-reply', text: 'Continuar' },
    { type: 'quick-reply', text: 'Parar' },
  ],
};

const MADE = templateOfDraft(TEMPLATE_DRAFT, { status: 'approved', providerId: '1200000000000001' });

/** The part of the channel contract about templates; channel.contract.ts runs it where a setup says how they look. */
export function templateContract(
  { create, access }: { create(baseUrl: string, timeoutMs: number): ChannelAdapter; access: ChannelAccess },
  setup: TemplateSetup,
  { hangMs, patientMs }: { hangMs: number; patientMs: number },
): void {
  describe('templates', () => {
    let double: HttpDouble;
    const ability = (timeoutMs = patientMs): Required<Pick<TemplateAbility, 'create' | 'remove'>> => {
      const { templates } = create(double.url, timeoutMs);
      if (!templates?.create || !templates.remove) throw new Error('this adapter makes and takes away no templates');
      // As the shell calls them: `this` is the ability.
      return {
        create: (...given) => templates.create!(...given),
        remove: (...given) => templates.remove!(...given),
      };
    };
    const failureOf = (result: Checked<unknown>) => {
      if (result.ok) throw new Error('it went well');
      expect(SendFailure.parse(result.failure)).toStrictEqual(result.failure);
      for (const secret of Object.values(access.credentials)) expect(JSON.stringify(result)).not.toContain(secret);
      return result.failure;
    };

    beforeAll(async () => {
      double = await startHttpDouble();
    });
    afterEach(() => double.settle());
    afterAll(() => double.close());

    it('makes one and hands it in, with a sample for each variable', async () => {
      double.play(...setup.created);
      const made = await ability().create(access, TEMPLATE_DRAFT);
      if (!made.ok) throw new Error(made.failure.detail);
      expect(Template.parse(made.value)).toStrictEqual(made.value);
      const { name, language, body, footer } = TEMPLATE_DRAFT;
      expect(made.value).toMatchObject({ name, language, body, footer, status: 'pending' });
      const sent = double.requests.map((request) => JSON.stringify(request)).join('\n');
      for (const word of ['Mira', 'sexta-feira', 'visit_reminder', 'pt_BR', 'Continuar', 'Parar']) {
        expect(sent).toContain(word);
      }
    });

    it('tells in the provider’s words why one is refused', async () => {
      double.play(...setup.refused);
      const failure = failureOf(await ability().create(access, TEMPLATE_DRAFT));
      expect(failure.class).toBe('refused');
      expect(failure.detail).not.toBe('');
    });

    it('does not know what became of it when nobody answers', async () => {
      double.play('hang');
      expect(failureOf(await ability(hangMs).create(access, TEMPLATE_DRAFT))).toMatchObject({ class: 'maybe-sent' });
    });

    it('takes one away', async () => {
      double.play(...setup.removed);
      expect(await ability().remove(access, MADE)).toEqual({ ok: true, value: undefined });
    });

    it('takes one away that is gone already', async () => {
      double.play(...setup.alreadyGone);
      expect(await ability().remove(access, MADE)).toEqual({ ok: true, value: undefined });
    });

    it('may try again to take one away when nobody answers', async () => {
      double.play('hang');
      expect(failureOf(await ability(hangMs).remove(access, MADE))).toMatchObject({ class: 'retry' });
    });
  });
}
