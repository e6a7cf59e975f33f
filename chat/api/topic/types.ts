import { z } from "zod";
import { SchemaError } from "../../core/failure";
import { withoutUndefined } from "../group/types";

/** Texts of a topic that can be changed. Limits are bytes of UTF-8 (doc 49471). */
export interface TopicProfile {
  /** At most 30 bytes. */
  name?: string | undefined;
  /** At most 240 bytes. */
  introduction?: string | undefined;
  /** At most 300 bytes. */
  notification?: string | undefined;
  /** At most 100 bytes. */
  faceUrl?: string | undefined;
  /** Whatever the app keeps with the topic; at most 3,000 bytes. */
  customString?: string | undefined;
}

export interface CreateTopicRequest extends TopicProfile {
  /** A Community that was made with `supportTopic`. */
  groupId: string;
  name: string;
  /** `<groupId>@TOPIC#_<anything>`, at most 96 bytes of printable ASCII. Default: made by the service. */
  topicId?: string | undefined;
}

export interface TopicChanges extends TopicProfile {
  /** Nobody but the owner and admins may speak. Can't be set by create (doc 49471). */
  muteAllMembers?: boolean | undefined;
}

/** A topic as get_topic shows it (doc 49469). */
export interface TopicInfo {
  topicId: string;
  groupId: string;
  name: string;
  introduction: string;
  notification: string;
  faceUrl: string;
  customString: string;
  muteAllMembers: boolean;
  /** Seconds since the Unix epoch. */
  createTime: number;
  /** Seconds since the Unix epoch; 0 when nothing was ever said. */
  lastMessageTime?: number;
  /** The number that the next message gets. */
  nextMessageNumber?: number;
}

const onOrOff = z.enum(["On", "Off"]);

export const topicSchema = z.object({
  TopicId: z.string(),
  // Written like this here, unlike everywhere else (doc 49469).
  GroupID: z.string().optional(),
  TopicName: z.string(),
  // Whether an empty text is sent or left out is not documented (doc 49469), and none of them decides whose a topic is.
  Introduction: z.string().default(""),
  Notification: z.string().default(""),
  FaceUrl: z.string().default(""),
  CustomString: z.string().default(""),
  MuteAllMember: onOrOff.optional(),
  // A client that others keep has this name where the page has MuteAllMember.
  ShutUpAllFlag: onOrOff.optional().catch(undefined),
  // It tells a topic from a later one of the same id: an answer without it is not to be built upon.
  CreateTime: z.number(),
  LastMsgTime: z.number().optional(),
  NextMsgSeq: z.number().optional(),
});

export function toTopic(wire: z.infer<typeof topicSchema>, groupId: string): TopicInfo {
  const mute = wire.MuteAllMember ?? wire.ShutUpAllFlag;
  if (mute === undefined) throw new SchemaError("MuteAllMember: is missing");
  return {
    topicId: wire.TopicId,
    groupId: wire.GroupID ?? groupId,
    name: wire.TopicName,
    introduction: wire.Introduction,
    notification: wire.Notification,
    faceUrl: wire.FaceUrl,
    customString: wire.CustomString,
    muteAllMembers: mute === "On",
    createTime: wire.CreateTime,
    ...(wire.LastMsgTime === undefined ? {} : { lastMessageTime: wire.LastMsgTime }),
    ...(wire.NextMsgSeq === undefined ? {} : { nextMessageNumber: wire.NextMsgSeq }),
  };
}

/** Under the wire's names; what is undefined is left out. */
export function wireTopic(topic: TopicProfile): Record<string, unknown> {
  return withoutUndefined({
    TopicName: topic.name,
    Introduction: topic.introduction,
    Notification: topic.notification,
    FaceUrl: topic.faceUrl,
    CustomString: topic.customString,
  });
}
