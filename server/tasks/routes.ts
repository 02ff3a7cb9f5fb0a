import { z } from 'zod';
import type { Task } from '../../entities/task.ts';
import { customerNames } from '../customers/list-customers.ts';
import { defineRoute } from '../http/define-route.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { createTask } from './create-task.ts';
import { customersOf } from './policy.ts';
import { presentTask } from './present.ts';
import { listTasks } from './rank-tasks.ts';
import {
  createTaskInput,
  listTasksInput,
  postponeTaskInput,
  taskInput,
  taskPage,
  taskView,
  todayView,
  type TaskView,
} from './schemas.ts';
import { completeTask, postponeTask } from './settle-task.ts';
import { viewToday } from './view-today.ts';

/** What pages ask about tasks. */
export const taskRoutes = [
  defineRoute({
    name: 'today',
    method: 'get',
    path: '/today',
    summary: '今天：先做什么、为什么，谁被冷落了',
    input: z.object({}),
    output: todayView,
    run: (ctx) => viewToday(ctx),
  }),
  defineRoute({
    name: 'tasks',
    method: 'get',
    path: '/tasks',
    summary: '我的全部待办，早的在前',
    input: listTasksInput,
    output: taskPage,
    run: (ctx, input) => listTasks(ctx, input),
  }),
  defineRoute({
    name: 'createTask',
    method: 'post',
    path: '/tasks',
    summary: '定一件待办，到点提醒我',
    input: createTaskInput,
    output: taskView,
    run: async (ctx, { customerId = null, ...input }) => shown(ctx, await createTask(ctx, { ...input, customerId })),
  }),
  defineRoute({
    name: 'completeTask',
    method: 'post',
    path: '/tasks/:id/complete',
    summary: '完成一件待办',
    input: taskInput,
    output: taskView,
    run: async (ctx, { id }) => shown(ctx, await completeTask(ctx, id)),
  }),
  defineRoute({
    name: 'postponeTask',
    method: 'post',
    path: '/tasks/:id/postpone',
    summary: '把一件待办往后挪',
    input: postponeTaskInput,
    output: taskView,
    run: async (ctx, { id, at }) => shown(ctx, await postponeTask(ctx, id, at)),
  }),
];

async function shown(ctx: ReadCtx, task: Task): Promise<TaskView> {
  const names = await customerNames(ctx, await customersOf(ctx, [task]));
  return presentTask(task, names.get(task.customerId ?? '') ?? null);
}
