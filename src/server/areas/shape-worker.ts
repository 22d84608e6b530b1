import { answerJobs } from '../threads/answer-jobs.ts';
import { findAreaShapes } from './area-shapes.ts';

answerJobs((codes: string[]) => findAreaShapes(codes));
