/** @typedef {import("../../../state/groupTypes").GroupType} GroupType */

/** @type {readonly GroupType[]} */
export const GROUP_TYPES = ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"];
