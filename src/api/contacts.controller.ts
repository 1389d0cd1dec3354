import { Body, Controller, Get, Inject, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Needs } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { ContactDesk } from '../inbox/contact-desk.js';
import { JsonValue } from '../flow/json-value.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { contactView } from './inbox-item-view.js';
import { ContactView } from './inbox-views.js';

const MOST_ATTRIBUTES = 100;
const LONGEST_ATTRIBUTES = 20_000;

const ContactBody = z.strictObject({
  name: z.string().trim().min(1).max(100).nullable().optional(),
  language: z.string().max(35).refine(isLanguage, 'is a language tag such as en or pt-BR').nullable().optional(),
  attributes: z
    .record(z.string().min(1).max(100), JsonValue)
    .refine((attributes) => Object.keys(attributes).length <= MOST_ATTRIBUTES, `at most ${MOST_ATTRIBUTES} at once`)
    .refine(
      (attributes) => JSON.stringify(attributes).length <= LONGEST_ATTRIBUTES,
      `at most ${LONGEST_ATTRIBUTES} characters in all`,
    )
    .optional()
    .describe('Each replaces the one of its name; null takes it away'),
});

@ApiTags('contacts')
@Needs('conversations:read')
@Controller('api/v1/contacts')
export class ContactsController {
  constructor(
    private readonly contacts: ContactDesk,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get(':id')
  @Returns(200, 'A person.', ContactView)
  async get(@Param('id') id: string): Promise<ContactView> {
    return contactView(await this.contacts.get(this.scope, id));
  }

  @Patch(':id')
  @Needs('conversations:write')
  @Returns(
    200,
    'What was given has changed; null takes away. A name given here is kept whatever the profile says.',
    ContactView,
  )
  async change(
    @Param('id') id: string,
    @Body({ schema: ContactBody }) body: z.infer<typeof ContactBody>,
  ): Promise<ContactView> {
    return contactView(await this.contacts.change(this.scope, id, body));
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    // Not the form of a language tag.
    return false;
  }
}
