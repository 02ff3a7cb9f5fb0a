import { updateCard } from './cards.ts';
import { getDepartment, getUser, listDepartmentIds, listDepartments, listUserNames, listUsers } from './contacts.ts';
import { getCustomer, getCustomersByUser, listCustomers, listFollowUsers, remarkCustomer } from './customers.ts';
import type { Endpoint } from './endpoint.ts';
import { getAppTicket, getCorpTicket } from './js-tickets.ts';
import { getMiniSession, getUserDetail, getUserInfo } from './login.ts';
import { listMassResults, listMassTasks, listMasses } from './mass-results.ts';
import { addMass, cancelMassSend, remindMass } from './mass.ts';
import { uploadMedia } from './media.ts';
import { createMenu, deleteMenu, getMenu } from './menu.ts';
import { recallMessage, sendMessage } from './messages.ts';
import { getApiIps, getCallbackIps } from './network.ts';
import { addTags, listTags, markTags } from './tags.ts';
import { getToken } from './token.ts';
import { sendWelcome } from './welcome.ts';

const ENDPOINTS: Endpoint[] = [
  getToken,
  getApiIps,
  getCallbackIps,
  getUser,
  listUserNames,
  listUsers,
  listDepartments,
  listDepartmentIds,
  getDepartment,
  sendMessage,
  updateCard,
  recallMessage,
  createMenu,
  getMenu,
  deleteMenu,
  uploadMedia,
  listFollowUsers,
  listCustomers,
  getCustomer,
  getCustomersByUser,
  remarkCustomer,
  sendWelcome,
  listTags,
  addTags,
  markTags,
  addMass,
  listMasses,
  listMassTasks,
  listMassResults,
  remindMass,
  cancelMassSend,
  getUserInfo,
  getUserDetail,
  getMiniSession,
  getCorpTicket,
  getAppTicket,
];

/** Every endpoint the sandbox knows, by its path without `/cgi-bin/`. */
export const endpoints = new Map(ENDPOINTS.map((endpoint) => [endpoint.path, endpoint]));
