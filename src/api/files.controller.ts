import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../http/needs.js';
import { Attachments } from '../inbox/attachments.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { sendFile, type FileReply } from './send-file.js';

/** Where providers fetch the files that the team sends, by an unguessable key; the name behind it is for their eyes. */
@ApiExcludeController()
@Controller('files')
export class FilesController {
  constructor(
    private readonly attachments: Attachments,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get(':key/:filename')
  @Open()
  async file(@Param('key') key: string, @Res() reply: FileReply): Promise<void> {
    const { attachment, pieces } = await this.attachments.openByKey(this.scope, key);
    sendFile(reply, { ...attachment, content: pieces });
  }
}
