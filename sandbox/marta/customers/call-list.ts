import { PATHS } from '../paths';

/** The calls about customers as a user would enter them from a contract. None of them exists outside of the sandbox. */
export const CUSTOMER_CALL_LIST = `# Calls of the sandbox. Nothing of this is known of MARTA: it is all made up.
POST ${PATHS.customers}  Register a customer, made up
  firstname*
  lastname*
  mobile*                 # with the country code, e.g. +39...
  birthdate*   date
  town*
  email
PATCH ${PATHS.customers}  Add missing data of a customer, made up
  lookup*      email | mobile
  value*                  # of the customer's email or mobile
  firstname
  lastname
  mobile
  birthdate    date
  town
`;
