import * as z from "zod/mini";

export const MIN_PASSWORD = 8;

const email = z
  .string()
  .check(z.trim(), z.minLength(1, "Enter your e-mail address."), z.email("Enter a valid e-mail address."));

export const signInForm = z.object({
  email,
  password: z.string().check(z.minLength(1, "Enter your password.")),
});

export const signUpForm = z.object({
  name: z.string().check(z.trim(), z.maxLength(100, "At most 100 characters.")),
  email,
  password: z.string().check(z.minLength(MIN_PASSWORD, `At least ${MIN_PASSWORD} characters.`)),
});

export const emailForm = z.object({ email });

export type SignInForm = z.infer<typeof signInForm>;
export type SignUpForm = z.infer<typeof signUpForm>;
export type EmailForm = z.infer<typeof emailForm>;
