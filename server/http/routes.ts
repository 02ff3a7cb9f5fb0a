import { campaignRoutes } from '../campaigns/routes.ts';
import { careRoutes } from '../care/routes.ts';
import { customerRoutes } from '../customers/routes.ts';
import { dealRoutes } from '../deals/routes.ts';
import { followupRoutes } from '../followups/routes.ts';
import { memberRoutes } from '../members/routes.ts';
import { operationRoutes } from '../operations/routes.ts';
import { ownPageRoutes } from '../own/routes.ts';
import { reportRoutes } from '../reports/routes.ts';
import { offerRoutes } from '../offers/routes.ts';
import { segmentRoutes } from '../segments/routes.ts';
import { tagRoutes } from '../tags/routes.ts';
import { taskRoutes } from '../tasks/routes.ts';
import { tierRoutes } from '../tiers/routes.ts';
import type { OwnRoute, Route } from './define-route.ts';

/** Every endpoint for members, in the order in which the document shows them. */
export const routes: readonly Route[] = [
  ...memberRoutes,
  ...taskRoutes,
  ...customerRoutes,
  ...followupRoutes,
  ...dealRoutes,
  ...tagRoutes,
  ...tierRoutes,
  ...segmentRoutes,
  ...reportRoutes,
  ...offerRoutes,
  ...campaignRoutes,
  ...careRoutes,
  ...operationRoutes,
];

/** Every endpoint for customers on their own page. */
export const ownRoutes: readonly OwnRoute[] = [...ownPageRoutes];
