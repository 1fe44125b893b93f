import { PATHS } from '../paths';

/** The points calls as a user would enter them from a contract. None of them exists outside of the sandbox. */
export const POINTS_CALL_LIST = `# Calls of the sandbox. Nothing of this is known of Saison Connect: it is all made up.
POST ${PATHS.pointsHistory}  Get points history, made up (read)
  from*        date
  to*          date
  point_type   earned | spent
  page         number
  page_size    number     # 1 to 50; 20 without it
GET ${PATHS.pointsBalance}  Get points balance, made up
`;
