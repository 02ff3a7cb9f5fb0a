import { customerRoutes } from '../customers/routes.ts';
import { dealRoutes } from '../deals/routes.ts';
import { followupRoutes } from '../followups/routes.ts';
import { memberRoutes } from '../members/routes.ts';
import { segmentRoutes } from '../segments/routes.ts';
import { tagRoutes } from '../tags/routes.ts';
import { taskRoutes } from '../tasks/routes.ts';
import { tierRoutes } from '../tiers/routes.ts';
import type { Route } from './define-route.ts';

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
];
