// Pages of these lists begin where the one before ended, however long the list is.
export const listPlaceStatements = `
create index processor_event_for_person on processor_event (practice_id, received_at, id) where state = 'for_a_person';
create index processor_refund_unsettled on processor_refund (practice_id, asked_at, counter_entry_id)
  where state in ('asked', 'pending', 'declined');
create index price_proposal_typed on price_proposal (practice_id, roster_id, proposed_at, id);
`;
