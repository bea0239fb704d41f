-- The plans offered to customers. The comments of the table say what each number limits.

insert into public.plans
  (id, display_name, description, requests_per_minute, requests_per_5_hours, requests_per_week, concurrent_streams,
   charging, position, is_per_person) values
  ('free', 'Free', 'Try every model, at no cost.', 20, 100, 1000, 5, 'allowance', 1, true),
  ('pro', 'Pro', 'More requests for products in use.', 120, 5000, 50000, 50, 'allowance', 2, false),
  ('prepaid', 'Prepaid', 'Every request is paid from a balance of credit, and no window ends it.', 120, null, null, 50,
   'prepaid', 3, false);
