import { ELEMENT_TYPES, type ElementType, type MessageElement } from "../../../state/messages/element";
import {
  InvalidField,
  integer,
  isObject,
  list,
  object,
  oneOf,
  optional,
  type Rule,
  type Shape,
  text,
  uint32,
} from "../../shape";

const string = text();
const required = text({ min: 1 });
/** Download flags must be 2 in a REST call (doc 33527). */
const direct = integer(2, 2);
const size = optional(uint32);

/**
 * The fields of each kind of element. For sounds, images, files and videos doc 33527 says which ones a REST call must have.
 * For the others it does not: those without which the element would be empty.
 */
const CONTENT: Readonly<Record<ElementType, Rule<object>>> = {
  TIMTextElem: content({ Text: string }),
  TIMFaceElem: content({ Index: uint32, Data: optional(string) }),
  TIMLocationElem: content({ Desc: optional(string), Latitude: number, Longitude: number }),
  TIMCustomElem: content({
    Data: optional(string),
    Desc: optional(string),
    Ext: optional(string),
    Sound: optional(string),
  }),
  TIMSoundElem: content({ Url: required, UUID: required, Size: size, Second: size, Download_Flag: direct }),
  TIMImageElem: content({
    UUID: required,
    ImageFormat: optional(integer(1, 255)),
    ImageInfoArray: list(object({ Type: integer(1, 3), Size: size, Width: uint32, Height: uint32, URL: required }), {
      min: 1,
      max: 3,
    }),
  }),
  TIMFileElem: content({
    Url: required,
    UUID: required,
    FileSize: size,
    FileName: optional(string),
    Download_Flag: direct,
  }),
  TIMVideoFileElem: content({
    VideoUrl: required,
    VideoUUID: required,
    VideoSize: size,
    VideoSecond: size,
    VideoFormat: optional(string),
    VideoDownloadFlag: direct,
    ThumbUrl: required,
    ThumbUUID: required,
    ThumbSize: size,
    ThumbWidth: uint32,
    ThumbHeight: uint32,
    ThumbFormat: optional(string),
    ThumbDownloadFlag: direct,
  }),
};

const envelope = object({ MsgType: oneOf(...ELEMENT_TYPES), MsgContent: anyObject });

/** One element of a MsgBody. */
export function element(value: unknown, at: string): MessageElement {
  const { MsgType, MsgContent } = envelope(value, at);
  CONTENT[MsgType](MsgContent, `${at}.MsgContent`);
  return { MsgType, MsgContent };
}

function anyObject(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new InvalidField(`${at} must be an object`);
  return value;
}

function content(shape: Shape): Rule<object> {
  return object(shape);
}

function number(value: unknown, at: string): number {
  if (typeof value !== "number") throw new InvalidField(`${at} must be a number`);
  return value;
}
