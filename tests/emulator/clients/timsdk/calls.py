"""The calls, in an order in which each one has what it needs. The accounts alice to dave exist already."""

import time


def text(content):
    return [{"MsgType": "TIMTextElem", "MsgContent": {"Text": content}}]


def accounts(record, client):
    login, profile, mutes = client.im_open_login_svc, client.profile, client.open_config_svr
    record(login.account_import, "erin", nick="Erin")
    record(login.im_open_login_svc, ["frank", "grace"])
    record(login.account_check, ["frank", "nobody"])
    record(login.account_delete, ["frank"])
    record(login.kick, "alice")
    record(profile.portrait_set, "alice", [{"Tag": "Tag_Profile_IM_Nick", "Value": "Alice A."}])
    record(profile.portrait_get, ["alice"])
    record(mutes.set_no_speaking, "dave", c2c_msg_no_speaking_time=600)
    record(mutes.get_no_speaking, "dave")


def groups(record, api):
    group = record(
        api.create_group,
        "kept",
        owner_account="alice",
        member_list=[{"Member_Account": "bob"}],
        introduction="the group that stays",
        max_member_count=100,
    )["GroupId"]
    record(api.create_group, "room", owner_account="alice", group_type=api.TYPE_AV_CHAT_ROOM, detail="AVChatRoom")
    members(record, api, group)
    messages(record, api, group)
    reads(record, api, group)
    record(api.modify_group_base_info, group, name="renamed", max_member_num=50)
    record(api.modify_group_base_info, group, shut_up_all_member=api.SHUT_UP_ALL_MEMBER_ON, detail="mute all")
    record(api.change_group_owner, group, "bob")
    destroy(record, api)


def members(record, api, group):
    record(api.add_group_member, group, [{"Member_Account": "carol"}, {"Member_Account": "dave"}])
    record(api.delete_group_member, group, ["dave"], reason="was never here")
    record(api.modify_group_member_info, group, "bob", role=api.ROLE_ADMIN, name_card="Bob B.")
    record(api.modify_group_member_info, group, "bob", shut_up_time=600, detail="mute")
    record(api.forbid_send_msg, group, ["carol"], shut_up_time=600)
    record(api.get_group_shut_uin, group)


def messages(record, api, group):
    record(api.send_group_msg, group, text("first"), from_account="alice")
    record(api.send_group_msg, group, text("first"), detail="same text")
    record(api.send_group_msg, group, text("second"), detail="other text")
    record(api.group_msg_recall, group, [{"MsgSeq": 1}])
    record(api.group_msg_get_simple, group, 10)
    record(api.set_unread_msg_num, group, "carol", 0)
    record(api.send_group_system_notification, group, "for bob only", to_members_account=["bob"])


def reads(record, api, group):
    record(api.get_app_id_group_list)
    record(api.get_group_info, [group])
    older = {"GroupBaseInfoFilter": ["Type", "Name", "ShutUpAllMember"]}
    record(api.get_group_info, [group], response_filter=older, detail="filter")
    record(api.get_group_member_info, group, limit=2, offset=1)
    older = ["Role", "ShutUpUntil"]
    record(api.get_group_member_info, group, member_info_filter=older, detail="filter")
    record(api.get_joined_group_list, "bob", limit=10, group_type=api.TYPE_PUBLIC, with_huge_groups=1)
    record(api.get_role_in_group, group, ["alice", "bob", "dave"])


def destroy(record, api):
    temporary = record(api.create_group, "temporary", owner_account="alice", detail="temporary")["GroupId"]
    record(api.destroy_group, temporary)
    record(api.destroy_group, temporary, detail="again")


def imports(record, api):
    group, now = "imported", int(time.time())
    record(api.import_group, "imported", owner_account="alice", group_id=group, create_time=now - 3600)
    record(api.import_group_member, group, [{"Member_Account": "bob", "Role": api.ROLE_ADMIN}])
    message = {"From_Account": "alice", "SendTime": now - 1800, "Random": 7, "MsgBody": text("older")}
    record(api.import_group_msg, group, [message])
    record(api.delete_group_msg_by_sender, group, "alice")


def rest(record, client):
    chat, friends = client.open_im, client.sns
    record(chat.send_text_msg, "bob", "hello", from_account="alice")
    record(chat.batch_send_text_msg, ["bob", "carol"], "hello, both", from_account="alice")
    record(chat.query_state, ["alice"])
    record(chat.import_text_msg, "bob", "alice", "older")
    record(chat.admin_msg_withdraw, "bob", "alice", "1_1_1")
    record(client.open_config_svr.get_app_info)
    record(client.open_msg_svc.get_history, client.open_msg_svc.CHAT_TYPE_GROUP)
    friend = [{"To_Account": "bob", "AddSource": "AddSource_Type_Test"}]
    record(friends.friend_add, "alice", friend)
    record(friends.friend_import, "alice", friend)
    record(friends.friend_update, "alice", [{"To_Account": "bob", "SnsItem": []}])
    record(friends.friend_check, "alice", ["bob"])
    record(friends.friend_get, "alice")
    record(friends.friend_get_list, "alice", ["bob"])
    record(friends.friend_delete, "alice", ["bob"])
    record(friends.friend_delete_all, "alice")
    record(friends.black_list_add, "alice", ["bob"])
    record(friends.black_list_get, "alice")
    record(friends.black_list_check, "alice", ["bob"])
    record(friends.black_list_delete, "alice", ["bob"])
    record(friends.group_add, "alice", ["colleagues"])
    record(friends.group_delete, "alice", ["colleagues"])
