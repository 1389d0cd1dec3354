import { Modal, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutboundMessage } from '@core/rendering/outbound.js';
import classes from './whatsapp.module.css';

type ListMessage = Extract<OutboundMessage, { kind: 'list' }>;

/** The rows of a list, which WhatsApp opens over the chat. Without `onChoose` they can only be read. */
export function ListSheet({
  list,
  opened,
  onClose,
  onChoose,
}: {
  list: ListMessage;
  opened: boolean;
  onClose: () => void;
  onChoose: ((row: ListMessage['rows'][number]) => void) | undefined;
}) {
  const { t } = useTranslation('whatsapp');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<bdi>{list.button}</bdi>}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ul className={classes.rows}>
        {list.rows.map((row) => (
          <li key={row.id}>
            {onChoose ? (
              <UnstyledButton className={classes.row} onClick={() => onChoose(row)}>
                <Row row={row} />
              </UnstyledButton>
            ) : (
              <div className={classes.row}>
                <Row row={row} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function Row({ row: { title, description } }: { row: ListMessage['rows'][number] }) {
  return (
    <>
      <span dir="auto" className={classes.rowTitle}>
        {title}
      </span>
      {description !== undefined && (
        <span dir="auto" className={classes.rowDescription}>
          {description}
        </span>
      )}
    </>
  );
}
