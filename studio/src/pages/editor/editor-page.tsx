import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiProblem } from '../../api/problem.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { NotFoundPage, PendingPage } from '../../shell/states.js';
import { openedQuery } from './draft/editor-queries.js';
import { Editor } from './frame/editor.js';

const route = getRouteApi('/signed-in/surveys/$flowId');

/** A survey as it is being written. */
export function EditorPage() {
  const { flowId } = route.useParams();
  const opened = useQuery(openedQuery(flowId));
  if (opened.error instanceof ApiProblem && opened.error.status === 404) return <NotFoundPage />;
  if (opened.error) return <ProblemAlert error={opened.error} onRetry={() => void opened.refetch()} />;
  if (!opened.data || opened.isRefetching) return <PendingPage />;
  return <Editor key={flowId} flowId={flowId} opened={opened.data} />;
}
