import type { INestApplication } from '@nestjs/common';
import { ApiResponse, DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Canvass')
    .setDescription(
      'Surveys and conversations on WhatsApp. Every call needs an API key or the API token as a bearer token, or the cookie of a signed-in browser; errors are RFC 9457 problem+json.',
    )
    .setOpenAPIVersion('3.1.0')
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** Serves the description at /api/docs (page) and /api/openapi.json. */
export function documentApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => buildOpenApi(app), { jsonDocumentUrl: 'api/openapi.json' });
}

/** Documents what a route answers, from the zod schema that shapes it. */
export function Returns(status: number, description: string, schema?: z.ZodType): MethodDecorator {
  if (!schema) return ApiResponse({ status, description });
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'output',
    unrepresentable: 'any',
  });
  // The generated object is JSON Schema, as OpenAPI 3.1 has it; the two libraries only spell its type differently.
  return ApiResponse({ status, description, schema: json as never });
}
