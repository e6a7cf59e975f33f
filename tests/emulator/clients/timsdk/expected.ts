/** Calls of the client with the same outcome for the same reason. */
export interface ExpectedCalls {
  /** Its methods, with a detail in parentheses where one is called several times. */
  readonly calls: readonly string[];
  /** The ErrorCode in strict mode; 0: it works. */
  readonly strict: number;
  /** The ErrorCode in lenient mode. */
  readonly lenient: number;
  /** What the ErrorInfo of each refusal contains. */
  readonly info?: string;
  /** Why it does not work, or what it does not do; for the documentation. Empty: it works as it says. */
  readonly reason: string;
}

/** What timsdk 1.1.12 can and cannot do with the emulator. A test compares it with docs/emulator.md. */
export const EXPECTED: readonly ExpectedCalls[] = [
  {
    calls: [
      ...["create_group", "create_group (temporary)", "destroy_group", "import_group", "change_group_owner"],
      ...["get_group_info", "modify_group_base_info", "get_joined_group_list"],
      ...["add_group_member", "delete_group_member", "import_group_member", "modify_group_member_info"],
      ...["get_group_member_info", "get_role_in_group", "get_group_shut_uin"],
      ...["send_group_msg (other text)", "group_msg_recall", "group_msg_get_simple", "import_group_msg"],
      ...["delete_group_msg_by_sender", "set_unread_msg_num"],
      ...["im_open_login_svc", "account_delete", "portrait_set", "portrait_get", "set_no_speaking", "get_no_speaking"],
      ...["batch_send_text_msg", "query_state"],
    ],
    strict: 0,
    lenient: 0,
    reason: "",
  },
  {
    calls: ["forbid_send_msg", "modify_group_member_info (mute)"],
    strict: 10004,
    lenient: 0,
    info: "unknown field ShutUpTime",
    reason: "Sends `ShutUpTime`, an older name of `MuteTime`",
  },
  {
    calls: ["modify_group_base_info (mute all)"],
    strict: 10004,
    lenient: 0,
    info: "unknown field ShutUpAllMember",
    reason: "Sends `ShutUpAllMember`, an older name of `MuteAllMember`",
  },
  {
    calls: ["get_group_info (filter)", "get_group_member_info (filter)"],
    strict: 10004,
    lenient: 0,
    info: "must be one of",
    reason: "A filter with `ShutUpAllMember` or `ShutUpUntil`, from the documentation of its time",
  },
  {
    calls: ["account_import", "kick"],
    strict: 70402,
    lenient: 0,
    info: "unknown field Identifier",
    reason: "Sends `Identifier`, an older name of `UserID`",
  },
  {
    calls: ["create_group (AVChatRoom)"],
    strict: 10004,
    lenient: 0,
    info: "ApplyJoinOption is not supported by AVChatRoom groups",
    reason: "Sends `ApplyJoinOption` for every type of group",
  },
  {
    calls: ["send_text_msg"],
    strict: 90010,
    lenient: 0,
    info: "unknown field MsgTimeStamp",
    reason: "Sends `MsgTimeStamp`, which strict mode does not know",
  },
  {
    calls: ["send_group_msg"],
    strict: 0,
    lenient: 0,
    reason: "Works, but the client drops `from_account`: the sender is the app admin",
  },
  {
    calls: ["send_group_msg (same text)"],
    strict: 0,
    lenient: 0,
    reason: "Nothing is sent: the client uses one `Random` per process, and the same text with it is a repeated call",
  },
  {
    calls: ["send_group_system_notification"],
    strict: 0,
    lenient: 0,
    reason: "Works, but the client drops `to_members_account`: all members are notified",
  },
  {
    calls: ["destroy_group (again)"],
    strict: 10010,
    lenient: 10010,
    info: "this group does not exist",
    reason: "The group is disbanded already, as in the service",
  },
  {
    calls: ["get_app_id_group_list", "account_check"],
    strict: 60002,
    lenient: 60002,
    info: "the method must be POST",
    reason: "Sends GET. The service documents POST only (doc 34620)",
  },
  {
    calls: [
      ...["import_text_msg", "admin_msg_withdraw", "get_app_info", "get_history"],
      ...["friend_add", "friend_import", "friend_update", "friend_delete", "friend_delete_all", "friend_check"],
      ...["friend_get", "friend_get_list", "black_list_add", "black_list_delete", "black_list_get"],
      ...["black_list_check", "group_add", "group_delete"],
    ],
    strict: 10003,
    lenient: 10003,
    info: "is not emulated, although the real service has it",
    reason: "Not emulated",
  },
];
