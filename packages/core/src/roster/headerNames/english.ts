import type { HeaderNames } from "../fields.ts";

/** What English rosters, templates and exports call each field; the surest names first. */
export const english: HeaderNames = {
  external_id: `
    external id, unique id, user id, patient id, patient number, patient no, member id, member number,
    member no, membership number, external identifier, contact id, client id, customer id, client
    identifier, employee id, employee number, emp id, mrn, medical record number, chart number, chart no,
    chart id, user login, customer username, customer oid, health number, nhs number, legacy patient id,
    legacy id, account code, account number, account id, account no, old customer id, donor id, customer,
    person id, id, record id, customer number, client number, patient external id, external id 1 value,
    member code, reference, ref, crm id, emr id, ehr id, acct, acct no, pt id, id number, username
  `,
  membership_external_id: `
    membership id, subscription id, subscription oid, subscription number, membership record id, enrollment
    id, enrolment id, contract id, contract number, agreement id, agreement number, metadata third party sub
    id, membership subscription transaction id, membership no, policy number, transaction id, invoice id
  `,
  first_name: `
    first name, first, given name, given names, forename, forenames, patient first name, member first name,
    client first name, billing first name, owner first name, christian name, fname, legal first name,
    firstname s, name first, pt first name, customer first name, contact first name, preferred first name
  `,
  middle_name: `
    middle name, middle, middle initial, mi, patient middle name, m i, middle names, second name
  `,
  last_name: `
    last name, surname, last, family name, patient last name, member last name, client last name, lname,
    billing last name, owner last name, legal last name, name last, pt last name, customer last name,
    contact last name, birth surname
  `,
  full_name: `
    full name, patient name, patient, member name, member, name, client name, client, customer name, contact
    name, display name, account name, new account name, patient last first, name last first, last first,
    patient full name, member full name, pt name, who, person, patients, employee name, employee, legal
    name, contact, subscriber name, name of patient, name of member
  `,
  dob: `
    date of birth, dob, birth date, birthdate, birthday, patient dob, born, d o b, date born, bday, member
    dob, birth, dateofbirth, birth day, patient birth date, patient date of birth, dob mm dd yyyy
  `,
  sex: `
    sex, gender, sex at birth, patient gender, gender identity, legal gender marker, m f, administrative
    sex, birth sex, patient sex, legal sex
  `,
  email: `
    email, e mail, email address, e mail address, patient email, user email, member email, client email,
    customer email, billing email, work other email, email addresses, mail, primary email, personal email,
    contact email, invoice email, home email, work email, emails, email 1, patient email address
  `,
  phone: `
    phone, phone number, mobile, mobile phone, cell phone, cell, telephone, tel, mobile number, cell number,
    phone mobile, patient phone number, patient phone, billing phone, sms number, contact number, phone
    home, home phone, phone no, tel no, telephone number, primary phone, phone 1, contact phone, mobile no,
    ph, daytime phone, best phone, contact 1 value, cellphone, cell mobile, mobile tel
  `,
  address_line1: `
    address line 1, address, address 1, street, street address, patient street, billing address 1, addr,
    addr1, mailing address, home address, address line1, address street
  `,
  city: `
    city, town, patient city, billing city, address city, city town, suburb, post town
  `,
  state: `
    state, province, patient state, billing state, address state code, county, region, state province, st,
    address state
  `,
  zip: `
    zip, zip code, postcode, postal code, patient zip code, billing postcode, address postal code, post
    code, zipcode, zip postal code, address zip
  `,
  country: "country, billing country, address country, country code, nation",
  household: `
    household, family, household name, family id, household id, family group, bundle id, bundle, group id,
    family account, family number, household number, family code, hh, fam, family unit, member bundle id
  `,
  role: `
    role, relationship, member type, relationship to primary member, relationship to subscriber, relation,
    relationship to head, family role, relationship to employee, dependent type, member role, relationship
    to payer, type of member, person type, relationship code, coverage role, household role, relationship to
    account holder, relationship to insured
  `,
  payer_name: `
    payer, payer name, owner name, account holder, guarantor, responsible party, bill to, paid by, billed
    to, owner, payor, payor name, guarantor name, primary member, head of household, account owner,
    subscriber, primary account holder, responsible person, who pays, membership owner, billing contact,
    account holder name, policy holder, policyholder, primary member name, financially responsible, parent
    guardian, family head, head of family, head, insured, bill payer, fee payer, member paying
  `,
  payer_email: `
    bundle coordinator email, bundle email, billing email?, account email?,
    payer email, member bundle id or email, guardian email, owner email, guarantor email, account holder
    email, payor email, billing contact email, parent email, responsible party email, primary member email,
    primary email address of payer
  `,
  payer_external_id: `
    payer id, subscriber id, dependent of, dependant of, primary member id, owner membership id, payer
    external id, primary client identifier, related accounts, guarantor id, account holder id, owner id,
    primary id, payor id, employee id of subscriber, head of household id, parent account id, primary member
    number, responsible party id, sponsor id
  `,
  member_names: `
    patient 2, patient 3, patient 4, patient 5, patient 6, membership patients, member 2, member 3, member
    4, member 5, family members, other members, dependents, dependants, household members, additional
    members, covered members, also covers, spouse name, other patients, dependent names, dependent 1,
    dependent 2, dependent 3, dependent 4
  `,
  sponsor: `
    employer, sponsor, employers sponsors, company, company name, sponsorship, billing company,
    organization, organization name, organisation, organisation code acronym, group code, employer name,
    employer group, business name, group name, patient organization, company group, sponsor name, employer
    sponsor, corporate account, group
  `,
  division: `
    division, group class, department, class, dept, business unit, cost center, cost centre, location code,
    site
  `,
  plan_name: `
    plan, plan name, membership plan, membership name, membership level, plan design, membership, membership
    title, product name, plan code, membership type, product, tier, level, package, subscription, product
    id, order items, offer, plan type, plan id, plan oid, membership tier, care plan, subscription plan,
    subscription name, membership package, program, programme, coverage plan, membership plan name, type of
    membership, member plan, price id, service plan, subscription type, member level, membership category,
    plan option, coverage, plan membership
  `,
  price_cents: `
    price, rate, amount, fee, total rate, membership price, membership fee, period fixed rate, period rate
    in cents, fixed period rate in cents, membership billing amount, total amount, cost membership term
    price, membership payment amount, order total, plan amount, unit amount, adjusted cycle fee, cost,
    monthly fee, monthly rate, dues, monthly amount, monthly price, monthly dues, recurring amount, billing
    amount, charge, price per period, amount per period, fee amount, plan price, subscription amount,
    membership cost, membership dues, payment amount, amount due, cycle fee, billed amount, membership rate,
    total price, period price, recurring fee, period rate, monthly dd, dd amount, direct debit amount, amount usd, amount gbp, price usd, price gbp, per month, per period, monthly, price per month, monthly usd, monthly cost, membership dues amount
  `,
  interval: `
    interval, billing interval, billing period, cycle, billing cycle, frequency, billing frequency, payment
    frequency, renewal period, period, period type, plan interval, period in months, membership cycle
    period, membership cycle number, billing interval count, plan interval count, billing period unit, term,
    membership term, payment interval, how often, pay period, payment period, bill frequency, recurrence,
    renewal frequency, renewal term, payment cycle, bills every, invoice frequency, payment schedule,
    billed, charge frequency, interval count, interval unit, billing term, months per period, billing
    schedule, membership period, period length, billing, bills, paid how often, invoicing, invoicing period, invoice period
  `,
  enrolment_fee_cents: `
    enrollment fee, enrolment fee, registration fee, setup fee, sign up fee, signup fee, joining fee,
    initial subtotal, membership initial payment, fixed registration fee in cents, initiation fee, join fee,
    initial fee, one time fee, admin fee, onboarding fee, enroll fee, reg fee, initial payment
  `,
  payment_method: `
    payment method, payment method title, pay method, method, method of payment, payment type, membership
    gateway, gateway id, pays by, pays with, how paid, paid via, billing method, pay type, payment, tender,
    gateway, form of payment, paid with, card or ach, paying by, how they pay
  `,
  autopay: `
    autopay, auto pay, autopay enabled, auto collection, auto renew, collection method, auto billing,
    automatic payment, auto bill, automatic billing, auto charge, recurring payment, auto renewal, on
    autopay, autobill, auto draft, auto debit, autopay on, auto
  `,
  last_billed: `
    last billed, last bill date, last billed date, last bill, last invoice, last invoice date, last payment,
    last payment date, last charged, last charge, last charge date, last billing date, begin date,
    membership payment date, payment date, transaction date, purchase date, membership timestamp, last paid,
    last renewal, last renewed, last renewal date, date last billed, last invoiced, most recent bill, last
    payment made, paid on, last paid date, date of last payment, date of last bill, last billing, last dues,
    previous bill date, prior bill date, billed on, last transaction, last charged on, last draft, last
    billed on, current period start, period start, current term start, last invoice issued, last renewed on,
    renewed on, most recent charge, most recent payment, last membership payment, date last paid, last
    collected, last debit, last dd, last dd date, last direct debit, last dd taken, last ach, last card charge, last statement, last statement date
  `,
  covered_through: `
    covered through, covered thru, paid through, paid thru, billed through, billed through date, billed
    thru, paid until, paid to, coverage end, coverage end date, membership expiration date, expiration date,
    expires, expires on, expires at, expiry date, expiry, membership end date, period end, current term end,
    current period end, to date, valid until, valid through, valid to, paid up to, paid up until, good
    through, good thru, membership expires, expiration, coverage through, prepaid through, service through,
    term end, covered until, covered to, covers through, paid through date, membership expiry, current
    through, membership expiration, exp date, expiry day, term end date, membership valid until, last day
    covered, active until, active through
  `,
  next_bill: `
    next bill, next bill date, next billing date, next payment, next payment date, next charge, next charge
    date, next invoice, next invoice date, renewal due, renewal date, bill date, bill from date, next
    billing at, billing cycle anchor, next renewal, renews on, renews, next due, due date, next due date,
    next billing, next renewal date, bill on, renewal, next dues, next draft, next billed, renew date,
    renewal on, date of next bill, upcoming bill, next payment due, bills next, due on, due next, trial end,
    trial ends at, payment due, next collection, next membership payment, bill next, next debit, next dd, next direct debit, next dd date, next ach, next statement
  `,
  stated_start: `
    start date, effective date, starts at, starts on, start, term start date, new start date, membership
    start, billing start, billing start date, start billing, effective, begins, start on, new start, start
    of billing, begin billing, starting, bill from, start in new system, planned start
  `,
  original_start: `
    membership start date, original start date, original start, subscription started at, membership
    startdate, backdate start date, from date, plan start date, enrollment date, enrolment date, enrolled
    on, enrolled, enrollment start, initial start date, first start, contract start, subscription start,
    subscription start date, sign up date, signup date, activated at, activation date, enroll date, date
    enrolled, started, started on, plan start, membership began, original enrollment, contract start date,
    date started, first billed, eligibility date, agreement date
  `,
  member_since: `
    member since, joined, join date, joined practice, date joined, joined on, membership date, patient
    since, since, joining date, customer since, client since, created, created at, registered on,
    registration date, date of joining, first joined, member from
  `,
  end_date: `
    end date, term date, termination date, cancel date, cancellation date, membership enddate, subscription
    canceled at, canceled on, cancelled on, expire date, ended, ended on, end, ends, ends on, left on, date
    left, leave date, cancel at period end, canceled at, cancelled at, terminated, terminated on,
    termination, cancels on, leaving date, last day, cancel on, date cancelled, date canceled, inactive
    date, exit date, final day, membership ended, term dt, disenrolled
  `,
  term_periods: `
    billing periods, membership billing limit, installments, instalments, total billing cycles, number of
    periods, cycle limit, billing cycles, number of payments, term length, payments remaining, number of
    cycles, no of payments, number of instalments, number of installments, periods
  `,
  source_status: `
    status, membership status, enrollment status, enrolment status, subscription status, member status,
    patient status, account status, state of membership, plan status, billing status, current status,
    published, active inactive, active or inactive
  `,
  membership_enabled: `
    membership enabled, membership active, active, enabled, is active, active member, is member, member
    active, active y n, current member, active membership
  `,
  confirmed: "confirmed, is confirmed, verified, membership confirmed",
  label: "label, labels, tag, tags, category, color, colour, flag, flags",
  notes: `
    notes, note, comments, comment, administrative note, customer note, remarks, remark, memo, internal
    notes, admin notes, details, membership notes, billing notes, clinical note, misc, notes comments, staff
    notes, free text
  `,
  balance_cents: `
    balance, balance due, outstanding balance, account balance, current balance, outstanding, balance owed,
    amount owed, amount owing, owed, owing, owes, past due amount, overdue amount, arrears, open balance,
    unpaid balance, unpaid amount, opening balance, patient balance, member balance, total due, total owed,
    total outstanding, amount outstanding, balance forward, balance brought forward, ar balance, a r balance,
    remaining balance, debt, receivable, bal, bal due, balance amount, due balance, open amount, still owes,
    carried balance, old balance, amount due?, past due?, unpaid?
  `,
  credit_cents: `
    credit balance, account credit, credit on account, credit amount, credit, credits, prepaid balance,
    prepaid amount, prepayment, prepayments, unapplied credit, unapplied payments, unapplied, money on account,
    deposit balance, wallet balance, wallet, store credit, credit available, available credit, overpayment,
    overpaid, prepaid credit, advance payment, prepaid, on account, deposit
  `,
  last_payment_cents: `
    last payment amount, amount paid, last paid amount, last amount paid, amount of last payment, paid amount,
    last payment total, amount received, last amount, payment received amount, amount last paid, amt paid,
    last pmt amount, last payment amt, payment amount?, paid?
  `,
  last_payment_on: `
    last payment received, payment received on, last payment date?, date of last payment?, payment date?,
    last payment?, date paid?, paid on?, last paid?, last paid date?, last payment made?, most recent payment?
  `,
};
