-- The launch models, their pools and their prices: product data, the same in every deployment.

insert into public.router_pools (name) values ('oss-20b'), ('oss-120b'), ('gemma4'), ('qwen');
insert into public.router_pool_models (alias, pool, display_name, description, family, position) values
  ('oss-20b', 'oss-20b', 'OSS 20B', 'Open-weight model for fast everyday text: summaries, drafts, extraction.', 'gpt-oss', 1),
  ('oss-120b', 'oss-120b', 'OSS 120B', 'Larger open-weight model for harder reasoning and longer answers.', 'gpt-oss', 2),
  ('gemma-4-26b', 'gemma4', 'Gemma 4 26B', 'Mid-sized open-weight model for general chat and writing.', 'gemma-4', 3),
  ('qwen-3.5-9b', 'qwen', 'Qwen 3.5 9B', 'Small multilingual open-weight model for quick, inexpensive answers.', 'qwen', 4);

-- To change a price, add a row with a later effective_from: requests admitted before it keep their price.
insert into public.model_prices (model, effective_from, input_nanousd_per_token, output_nanousd_per_token) values
  ('oss-20b', '2026-11-24 00:00+00', 50, 200),
  ('oss-120b', '2026-11-24 00:00+00', 150, 600),
  ('gemma-4-26b', '2026-11-24 00:00+00', 100, 300),
  ('qwen-3.5-9b', '2026-11-24 00:00+00', 50, 150);
