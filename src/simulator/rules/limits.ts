/**
 * Meta's limits on what a business may send. Lengths are UTF-16 code units: Meta never says what a "character" is,
 * and this unit is never smaller than the others, so whatever passes here passes there.
 * Where Meta's guide and its OpenAPI description differ, the smaller number stands (list body, contacts).
 */
export const TEXT_BODY = 4096;
export const CAPTION = 1024;
/** Not documented; longer names are cut in the clients. */
export const FILENAME = 240;
/** Guide: 257; OpenAPI: 5. */
export const CONTACTS = 5;
export const CALLBACK_DATA = 512;

/** Body of buttons, cta_url, location request; for lists the guide says 4096, OpenAPI v23 says 1024. */
export const INTERACTIVE_BODY = 1024;
export const INTERACTIVE_HEADER = 60;
export const INTERACTIVE_FOOTER = 60;

export const BUTTONS = 3;
export const BUTTON_TITLE = 20;
export const BUTTON_ID = 256;

export const LIST_BUTTON = 20;
export const LIST_SECTIONS = 10;
/** Over all sections together. */
export const LIST_ROWS = 10;
export const SECTION_TITLE = 24;
export const ROW_ID = 200;
export const ROW_TITLE = 24;
export const ROW_DESCRIPTION = 72;

export const CTA_LABEL = 20;
export const URL_LENGTH = 2000;

export const TEMPLATE_NAME = /^[a-z0-9_]{1,512}$/;
export const TEMPLATE_BODY = 1024;
export const TEMPLATE_HEADER = 60;
export const TEMPLATE_FOOTER = 60;
export const TEMPLATE_BUTTONS = 10;
export const TEMPLATE_BUTTON_LABEL = 25;
export const TEMPLATE_PHONE = 20;
export const TEMPLATE_URL_BUTTONS = 2;
export const TEMPLATE_PAYLOAD = 256;
export const COUPON_CODE = 20;
