import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { logAccepted, refuseCall } from '../../sending/take-message.js';
import { changeState } from '../../templates/template-events.js';
import type { Template } from '../../templates/template.js';
import type { World } from '../../world.js';
import type { TwilioAccount } from './account.js';
import type { Content, ContentBook } from './content-book.js';
import { definitionOf } from './approval.js';
import { contentOfTemplate } from './template-content.js';
import { refusalWords, twilioRefusal } from './refusals.js';

const Paging = z.object({
  PageSize: z.coerce.number().int().min(1).max(1000).default(50),
  Page: z.coerce.number().int().min(0).default(0),
  ContentName: z.string().optional(),
});

const HandingIn = z.strictObject({
  name: z.string(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  allow_category_change: z.boolean().optional(),
});

type BySid = { Params: { sid: string } };

/** Contents of the business, and the platform's templates as contents. */
export function contentRoutes(app: FastifyInstance, world: World, account: TwilioAccount, book: ContentBook): void {
  const view = (content: Content) => contentView(content, world.address, account);
  const listed = () => everyContent(world, book);

  app.post('/v1/Content', (request, reply) => {
    const call = { request, reply, path: '/v1/Content' };
    const created = book.create(request.body, world.ids.run, world.clock.now());
    if ('refusal' in created) return refuseCall(world, call, created.refusal, refusalWords);
    logAccepted(world, call, 201);
    return reply.code(201).send(view(created.content));
  });

  app.get<BySid>('/v1/Content/:sid', (request, reply) => {
    const content = listed().find(({ sid }) => sid === request.params.sid);
    const call = { request, reply, path: '/v1/Content/:sid' };
    return content ? view(content) : refuseCall(world, call, notFound(), refusalWords);
  });

  app.delete<BySid>('/v1/Content/:sid', (request, reply) => {
    const call = { request, reply, path: '/v1/Content/:sid' };
    const content = listed().find(({ sid }) => sid === request.params.sid);
    if (!content) return refuseCall(world, call, notFound(), refusalWords);
    book.remove(content.sid);
    const template = templateOf(world, content);
    if (template) world.templates.removeOne(template.name, template.externalId);
    logAccepted(world, call, 204);
    return reply.code(204).send();
  });

  const approval = '/v1/Content/:sid/ApprovalRequests/whatsapp';
  app.post<BySid>(approval, (request, reply) => {
    const call = { request, reply, path: approval };
    const refuse = (details: string) => refuseCall(world, call, twilioRefusal(400, 92007, details), refusalWords);
    const content = book.find(request.params.sid);
    if (!content) return refuseCall(world, call, notFound(), refusalWords);
    const asked = HandingIn.safeParse(request.body);
    if (!asked.success) return refuse(z.prettifyError(asked.error));
    if (content.template) return refuse('The content has been submitted already.');
    const { name, category } = asked.data;
    const created = world.templates.create(definitionOf(content, name, category), 'submitted');
    if (!created.ok) return refuse(created.refusal.details);
    const { template } = created;
    content.template = { name, language: template.language };
    world.later.after(world.behaviour.approvalDelayMs, () => {
      if (template.state === 'submitted') changeState(world, template, 'approved');
    });
    logAccepted(world, call, 201);
    return reply.code(201).send(approvalOf(world, content));
  });

  app.get('/v2/Content', (request) => {
    const { ContentName } = Paging.parse(request.query);
    const named = listed().filter(
      ({ friendlyName }) => ContentName === undefined || new RegExp(ContentName, 'u').test(friendlyName),
    );
    return page(world, '/v2/Content', request.query, named.map(view));
  });

  app.get('/v1/ContentAndApprovals', (request) => {
    const rows = listed().map((content) => ({ ...view(content), approval_requests: approvalOf(world, content) }));
    return page(world, '/v1/ContentAndApprovals', request.query, rows);
  });
}

/** What the business has made, and the templates that were there before. */
export function everyContent(world: World, book: ContentBook): Content[] {
  const made = book.all();
  const isMade = ({ name, language }: Template) =>
    made.some(({ template }) => template?.name === name && template.language === language);
  return [
    ...made,
    ...world.templates
      .all()
      .filter((template) => !isMade(template))
      .map(contentOfTemplate),
  ];
}

function templateOf(world: World, { template }: Content): Template | undefined {
  return template && world.templates.find(template.name, template.language);
}

function approvalOf(world: World, content: Content): object {
  const template = templateOf(world, content);
  if (!template) return {};
  return {
    name: template.name,
    category: template.category,
    content_type: Object.keys(content.types)[0],
    status: template.state === 'submitted' ? 'received' : template.state,
    rejection_reason: template.rejectedReason === 'NONE' ? '' : template.rejectedReason,
    allow_category_change: true,
  };
}

function notFound() {
  return twilioRefusal(404, 20404, 'The requested resource was not found');
}

function page(world: World, path: string, query: unknown, all: readonly object[]) {
  const { PageSize, Page, ContentName } = Paging.parse(query);
  const address = (number: number) => {
    const params = new URLSearchParams({ PageSize: String(PageSize), Page: String(number) });
    if (ContentName !== undefined) params.set('ContentName', ContentName);
    return `${world.address}${path}?${params}`;
  };
  const start = Page * PageSize;
  return {
    contents: all.slice(start, start + PageSize),
    meta: {
      page: Page,
      page_size: PageSize,
      first_page_url: address(0),
      previous_page_url: Page > 0 ? address(Page - 1) : null,
      next_page_url: start + PageSize < all.length ? address(Page + 1) : null,
      url: address(Page),
      key: 'contents',
    },
  };
}

function contentView(content: Content, address: string, { accountSid }: TwilioAccount) {
  const url = `${address}/v1/Content/${content.sid}`;
  const date = new Date(content.createdAt).toISOString();
  return {
    sid: content.sid,
    account_sid: accountSid,
    friendly_name: content.friendlyName,
    language: content.language,
    variables: content.variables,
    types: content.types,
    date_created: date,
    date_updated: date,
    url,
    links: {
      approval_fetch: `${url}/ApprovalRequests`,
      approval_create: `${url}/ApprovalRequests/whatsapp`,
    },
  };
}
