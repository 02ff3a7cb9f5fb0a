import { Puppet } from 'wechaty-puppet';
import { PuppetUnsupportedError } from './errors.ts';

const refuse = (reason: string) => (operation: string) => (): Promise<never> =>
  Promise.reject(new PuppetUnsupportedError(operation, reason));

const noRooms = refuse('the chat with a self-built app is always with one member');
const noChanges = refuse('a self-built app cannot change its profile or the directory');
const noFriends = refuse('members are colleagues, there is nobody to befriend');
const noPosts = refuse('there is no timeline');
const noFiles = refuse('the transport carries JSON only; the raw payload of a received file has its MediaId');
const notSendable = refuse('send a text, a link or a card instead');
const notReceivable = refuse('members cannot send this to a self-built app');

/** The part of Wechaty's puppet that self-built apps have no counterpart for: everything here rejects with PuppetUnsupportedError. */
export abstract class SelfBuiltAppPuppet extends Puppet {
  override readonly contactSelfName = noChanges('contactSelfName');
  override readonly contactSelfQRCode = noChanges('contactSelfQRCode');
  override readonly contactSelfSignature = noChanges('contactSelfSignature');
  override readonly contactAlias = noChanges('contactAlias');
  override readonly contactAvatar = noChanges('contactAvatar');
  override readonly contactPhone = noChanges('contactPhone');
  override readonly contactCorporationRemark = noChanges('contactCorporationRemark');
  override readonly contactDescription = noChanges('contactDescription');
  override readonly tagContactAdd = noChanges('tagContactAdd');
  override readonly tagContactDelete = noChanges('tagContactDelete');
  override readonly tagContactList = noChanges('tagContactList');
  override readonly tagContactRemove = noChanges('tagContactRemove');

  override readonly friendshipAccept = noFriends('friendshipAccept');
  override readonly friendshipAdd = noFriends('friendshipAdd');
  override readonly friendshipSearchPhone = noFriends('friendshipSearchPhone');
  override readonly friendshipSearchHandle = noFriends('friendshipSearchHandle');
  override readonly friendshipRawPayload = noFriends('friendshipRawPayload');
  override readonly friendshipRawPayloadParser = noFriends('friendshipRawPayloadParser');

  override readonly conversationReadMark = notReceivable('conversationReadMark');
  override readonly messageContact = notReceivable('messageContact');
  override readonly messageMiniProgram = notReceivable('messageMiniProgram');
  override readonly messageFile = noFiles('messageFile');
  override readonly messageImage = noFiles('messageImage');
  override readonly messageSendFile = noFiles('messageSendFile');
  override readonly messageForward = notSendable('messageForward');
  override readonly messageSendContact = notSendable('messageSendContact');
  override readonly messageSendLocation = notSendable('messageSendLocation');
  override readonly messageSendMiniProgram = notSendable('messageSendMiniProgram');
  override readonly messageSendPost = notSendable('messageSendPost');

  override readonly postRawPayload = noPosts('postRawPayload');
  override readonly postRawPayloadParser = noPosts('postRawPayloadParser');
  override readonly postPublish = noPosts('postPublish');
  override readonly postSearch = noPosts('postSearch');
  override readonly tap = noPosts('tap');
  override readonly tapSearch = noPosts('tapSearch');

  override readonly roomAdd = noRooms('roomAdd');
  override readonly roomAnnounce = noRooms('roomAnnounce');
  override readonly roomAvatar = noRooms('roomAvatar');
  override readonly roomCreate = noRooms('roomCreate');
  override readonly roomDel = noRooms('roomDel');
  override readonly roomQRCode = noRooms('roomQRCode');
  override readonly roomQuit = noRooms('roomQuit');
  override readonly roomTopic = noRooms('roomTopic');
  override readonly roomRawPayload = noRooms('roomRawPayload');
  override readonly roomRawPayloadParser = noRooms('roomRawPayloadParser');
  override readonly roomMemberList = noRooms('roomMemberList');
  override readonly roomMemberRawPayload = noRooms('roomMemberRawPayload');
  override readonly roomMemberRawPayloadParser = noRooms('roomMemberRawPayloadParser');
  override readonly roomInvitationAccept = noRooms('roomInvitationAccept');
  override readonly roomInvitationRawPayload = noRooms('roomInvitationRawPayload');
  override readonly roomInvitationRawPayloadParser = noRooms('roomInvitationRawPayloadParser');

  override roomList(): Promise<string[]> {
    return Promise.resolve([]);
  }
}
