-- A payment out of a deposit brings no money: whoever sums what came in leaves it out.
CREATE OR REPLACE VIEW report.payment AS
SELECT p.id, c.number AS customer, p.amount, p.currency, p.method, p.reference, p.received_at, p.recorded_at, p.recorded_by,
       p.of_deposit
FROM public.payment p JOIN public.customer c ON c.id = p.customer_id;
