// Generated from the control plane's OpenAPI document by 'npm run generate'.

export interface paths {
    "/portal/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the signed-in user
         * @description Return the user, their organisations, and the current organisation's plan, limits and allowance.
         *
         *     The first call after sign-up creates the account with a personal organisation on the free plan.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your profile
         * @description Return the signed-in user. E-mail address and sign-in are changed at the auth provider.
         */
        get: operations["profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your profile
         * @description Change the user's display name, which members of their organisations see.
         */
        patch: operations["change_profile"];
        trace?: never;
    };
    "/portal/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export your data
         * @description Return all data that is stored about the user, as one document.
         */
        get: operations["export_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete your account
         * @description Erase the user at once and permanently: name, address, sign-in, memberships and request logs.
         *
         *     Organisations without another member are closed and their API keys revoked. Usage, ledger and audit log
         *     retain ids, which no longer identify anyone. The only owner of an organisation with other members must
         *     make another member an owner first. The user must have signed in within the last 10 minutes.
         */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organisations
         * @description List the user's organisations. To act for another one, send its id as `x-organization-id`.
         */
        get: operations["list_organizations"];
        put?: never;
        /**
         * Create an organisation
         * @description Create a team on the free plan with the user as its owner.
         *
         *     It has its own API keys and usage. On the free plan its limits are those of its creator: they count over
         *     all organisations that the creator made, also after another member became the owner.
         */
        post: operations["create_organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/organizations/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename an organisation
         * @description Change the name of the organisation. For owners and admins.
         */
        patch: operations["rename_organization"];
        trace?: never;
    };
    "/portal/organizations/{organization_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description List all members of the organisation. Every member can see them.
         */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/organizations/{organization_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member, or leave
         * @description Remove a member, or leave with your own id. It takes effect with the next call.
         *
         *     Everyone except the last owner can leave. Owners can remove everyone, admins other admins and members.
         *     API keys belong to the organisation: those that the member created keep working unless `revoke_keys` is
         *     true.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /**
         * Change a member's role
         * @description Change a member's role. Owners can change every role, admins those of admins and members.
         *
         *     The last owner keeps the role. A member who loses the role of owner or admin has their open invitations
         *     withdrawn.
         */
        patch: operations["change_member_role"];
        trace?: never;
    };
    "/portal/organizations/{organization_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open invitations
         * @description List invitations that are neither answered nor expired. For owners and admins.
         */
        get: operations["list_invitations"];
        put?: never;
        /**
         * Invite a member
         * @description Invite an address to a team. The response holds a token to pass on, valid once and for seven days.
         *
         *     For owners and admins. A second invitation of the same address invalidates the first token. A personal
         *     organisation cannot have other members. With an `Idempotency-Key`, a retry returns the same invitation
         *     without its token.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/organizations/{organization_id}/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation
         * @description Invalidate an open invitation. For owners and admins.
         */
        delete: operations["withdraw_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/invitations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview an invitation
         * @description Return what an invitation is for, to the invited user. It changes nothing.
         */
        post: operations["preview_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Join the organisation. The user's address must be the invited one. A token works once.
         */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/invitations/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an invitation
         * @description Decline the invitation, which invalidates its token.
         */
        post: operations["decline_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description List all API keys of the organisation, including revoked ones, without their secrets.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Create an API key
         * @description Create an API key for the organisation. The response holds its secret, which is never shown again.
         *
         *     The user's e-mail address must be verified.
         *
         *     With an `Idempotency-Key`, retries create one key. After the first response, a retry returns the same key
         *     without its secret.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/api-keys/{key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key
         * @description Replace an API key by a new one with the same settings. Both work until the grace period ends.
         *
         *     The list of keys shows when the old key was last used: revoke it earlier if it is not. The grace period
         *     can be shortened, never lengthened. A key can be rotated once; after that, rotate its replacement.
         *     An `Idempotency-Key` works as for creating a key.
         */
        post: operations["rotate_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Revoke an API key permanently. The gateway refuses it within about two seconds.
         *
         *     Revoking a revoked key changes nothing and returns the same. Members can revoke keys that they created,
         *     owners and admins all keys.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        /**
         * Change an API key
         * @description Change name, expiry, models or limit of an API key that is neither revoked nor expired.
         *
         *     The secret stays the same. Members can change keys that they created, owners and admins all keys.
         *     Repeating the same change is safe.
         */
        patch: operations["change_key"];
        trace?: never;
    };
    "/portal/usage-summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Summarise usage
         * @description Return the organisation's usage over a time range and its current allowance.
         *
         *     The numbers are some seconds behind the gateway.
         */
        get: operations["usage_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/usage-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List requests
         * @description List the organisation's requests, newest first, refused ones included. Pages neither repeat nor skip a
         *     request.
         */
        get: operations["usage_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/usage-events/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one request
         * @description Return the receipt of one request: tokens, price, how it ended and what was charged for it.
         */
        get: operations["usage_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/usage-export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export requests
         * @description Export every selected request, newest first, as one document: CSV with a header line, or JSON.
         *
         *     The export is streamed and has no maximum size, but is truncated after half a minute: export a long time
         *     range in parts. In the CSV, an apostrophe in a key's name keeps spreadsheets from evaluating the name as a
         *     formula.
         */
        get: operations["usage_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans
         * @description List the offered plans, and the organisation's own if it is no longer offered.
         */
        get: operations["list_plans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get plan, allowance and balance
         * @description Return the organisation's plan, allowance and balance, some seconds behind the gateway.
         */
        get: operations["billing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/billing/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ledger entries
         * @description List the entries of the organisation's ledger, newest first. For owners and admins.
         */
        get: operations["ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models
         * @description List all models, whether each serves, and whether the organisation may use it.
         */
        get: operations["list_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the service status
         * @description Return how each model serves now, as the gateway decides it, with its uptime and its time to the first
         *     text in the last 30 minutes, 24 hours and 30 days. No session is needed.
         */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get example calls
         * @description Return example calls of the hosted API with a model that serves. No session is needed.
         */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description Find users, organisations, API keys and requests, at most 20 of each.
         */
        get: operations["find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inspect a user
         * @description Return the user, whether they are suspended, and their organisations.
         */
        get: operations["inspect_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/organizations/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inspect an organisation
         * @description Return the organisation with members, plan, balance, allowance, and 30 days of usage.
         */
        get: operations["inspect_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/organizations/{organization_id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys of an organisation
         * @description List metadata of all its API keys. The list is empty if the organisation does not exist.
         */
        get: operations["list_organization_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/organizations/{organization_id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ledger entries of an organisation
         * @description List the entries of its ledger, newest first.
         */
        get: operations["organization_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inspect an API key
         * @description Return the key's metadata. Neither its secret nor its hash can be read.
         */
        get: operations["inspect_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/request-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List request logs
         * @description List request logs, newest first, with refused requests.
         *
         *     They hold no prompts or answers and are deleted after the retention period.
         */
        get: operations["list_request_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inspect a request
         * @description Return the receipt of a request and, during the retention period, its log.
         */
        get: operations["inspect_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/request-logs/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the log of a request
         * @description Return the log of a request, which is deleted after the retention period.
         */
        get: operations["inspect_request_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models and their states
         * @description List all models with the pool that serves each.
         */
        get: operations["admin_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List pools, routers and targets
         * @description List all pools with their routers and targets: what is configured, what operators have set, how each
         *     has served, its health now, and the leases of its session. What cannot be read right now is null.
         */
        get: operations["admin_pools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit entries
         * @description List actions of operators and changes of API keys and organisations, newest first.
         */
        get: operations["audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/users/{user_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Suspend a user
         * @description Suspend or reactivate a user. Suspension applies in the portal at once, and to the API keys of the
         *     personal organisation within 2.5 s. The user's teams are not affected.
         */
        put: operations["set_user_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/organizations/{organization_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Suspend an organisation
         * @description Suspend or reactivate an organisation. The gateway refuses its API keys within 2.5 s. Members can still
         *     read in the portal.
         */
        put: operations["set_organization_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/keys/{key_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Disable an API key
         * @description Disable or enable an API key. The gateway refuses a disabled key within 2.5 s. It accepts an enabled
         *     key when the key service does, about 10 s later. Revoked keys cannot be enabled.
         */
        put: operations["set_key_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/models/{model}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Disable a model
         * @description Disable or enable a model. The gateway refuses requests for a disabled model within 2.5 s.
         */
        put: operations["set_model_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/pools/{pool}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Drain a pool
         * @description Drain, disable or reactivate a pool. It gets no new requests after 2.5 s; running ones complete.
         */
        put: operations["set_pool_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/targets/{target_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Drain or weigh a target
         * @description Drain, disable or reactivate one target, or set its weight, tier or session limit. A draining target
         *     gets no new requests after 2.5 s; running ones complete. Other targets of its router are not affected.
         */
        put: operations["set_target"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/routers/{router_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Drain or weigh a router
         * @description Do to all targets of one router what `PUT /portal/admin/targets/{target_id}` does to one.
         */
        put: operations["set_router"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/organizations/{organization_id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a plan
         * @description Change an organisation's plan. Models, streams and tokens apply within 2.5 s, windows within 30 s.
         */
        put: operations["change_plan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/organizations/{organization_id}/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant credit
         * @description Add to an organisation's balance with one ledger entry that holds the reason. It cannot be removed.
         */
        post: operations["grant_credit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AccountExport
         * @description All data that is stored about the user. Prompts and answers are not stored.
         */
        AccountExport: {
            /** @description The user whose data this is. */
            user: components["schemas"]["ExportedUser"];
            /**
             * Organizations
             * @description Organisations the user is a member of.
             */
            organizations: components["schemas"]["ExportedOrganization"][];
            /**
             * Api Keys
             * @description API keys that the user created.
             */
            api_keys: components["schemas"]["ExportedKey"][];
            /**
             * Invitations
             * @description Invitations by or for the user.
             */
            invitations: components["schemas"]["ExportedInvitation"][];
            /**
             * Usage By Day
             * @description Usage of the organisations that the user owns.
             */
            usage_by_day: components["schemas"]["ExportedDay"][];
            /**
             * Actions
             * @description Actions of the user: the newest 1,000.
             */
            actions: components["schemas"]["ExportedAction"][];
        };
        /**
         * AccountStateRequest
         * @description Suspend or reactivate a user or an organisation.
         */
        AccountStateRequest: {
            /**
             * Reason
             * @description Reason, for the audit log.
             * @example requested by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description suspended: refused, with all API keys; active: as before.
             * @enum {string}
             */
            state: "active" | "suspended";
        };
        /**
         * AdminModel
         * @description A model as operators see it.
         */
        AdminModel: {
            /**
             * Id
             * @description Alias of the model.
             * @example oss-20b
             */
            id: string;
            /**
             * Display Name
             * @description Name for display.
             */
            display_name: string;
            /**
             * Pool
             * @description Name of the pool that serves it.
             */
            pool: string;
            /**
             * State
             * @description active or disabled.
             * @enum {string}
             */
            state: "active" | "disabled";
        };
        /**
         * AdminModelList
         * @description The model catalogue.
         */
        AdminModelList: {
            /**
             * Data
             * @description All models, in the order of the catalogue.
             */
            data: components["schemas"]["AdminModel"][];
        };
        /**
         * AdminPool
         * @description A pool of routers.
         */
        AdminPool: {
            /**
             * Name
             * @description Public name of the pool.
             * @example oss-20b
             */
            name: string;
            /**
             * State
             * @description active, draining or disabled.
             * @enum {string}
             */
            state: "active" | "draining" | "disabled";
            /**
             * Models
             * @description Models that its targets serve, by alias.
             */
            models?: components["schemas"]["AdminPoolModel"][];
            /**
             * Routers
             * @description Its routers, by URL.
             */
            routers: components["schemas"]["AdminRouter"][];
        };
        /**
         * AdminPoolList
         * @description All pools.
         */
        AdminPoolList: {
            /**
             * Data
             * @description All pools, by name.
             */
            data: components["schemas"]["AdminPool"][];
            /**
             * Measured At
             * @description When the health was published last; null: not recently, so all of it is unknown.
             */
            measured_at: string | null;
        };
        /**
         * AdminPoolModel
         * @description A model that targets of a pool serve, and what is left to serve it.
         */
        AdminPoolModel: {
            /**
             * Id
             * @description Alias of the model.
             * @example oss-20b
             */
            id: string;
            /**
             * Status
             * @description What customers are told of it; null: the policy cannot be read.
             */
            status: ("operational" | "degraded" | "unavailable") | null;
            /**
             * Targets
             * @description Configured targets.
             */
            targets: number;
            /**
             * Serving Targets
             * @description Those that get requests: active, not down, not ejected.
             */
            serving_targets: number;
            /**
             * Routers
             * @description Routers of the configured targets.
             */
            routers: number;
            /**
             * Serving Routers
             * @description Routers of those that get requests.
             */
            serving_routers: number;
            /**
             * Is Down To One
             * @description Whether at most one target or one router is left of several: the next failure is an outage.
             */
            is_down_to_one: boolean;
        };
        /**
         * AdminRouter
         * @description One router with its targets in one pool.
         */
        AdminRouter: {
            /**
             * Id
             * @description Id of the router.
             * @example rtr_0123456789abcdef
             */
            id: string;
            /**
             * Url
             * @description Base URL. Internal: never shown to customers.
             */
            url: string;
            /**
             * Targets
             * @description Its targets, by model and session.
             */
            targets: components["schemas"]["AdminTarget"][];
        };
        /**
         * AdminTarget
         * @description One model on one session of one router.
         */
        AdminTarget: {
            /**
             * State
             * @description active, draining or disabled.
             * @enum {string}
             */
            state: "active" | "draining" | "disabled";
            /**
             * Weight
             * @description Share of the requests relative to the other targets of its tier.
             */
            weight: number;
            /**
             * Tier
             * @description Requests go to the lowest tier that has room.
             */
            tier: number;
            /**
             * Session Limit
             * @description Concurrent requests of the session; null: as configured.
             */
            session_limit: number | null;
            /**
             * Drain Deadline
             * @description When a draining target counts as disabled; null: never.
             */
            drain_deadline: string | null;
            /**
             * Id
             * @description Id of the target.
             * @example tgt_0123456789abcdef
             */
            id: string;
            /**
             * Alias
             * @description Model that it serves.
             * @example oss-20b
             */
            alias: string;
            /**
             * Session
             * @description Session id at the router; null: the router chooses.
             */
            session: string | null;
            /**
             * Configured
             * @description false: the configuration no longer names it.
             */
            configured: boolean;
            /**
             * Configured Limit
             * @description Concurrent requests of the session, as configured; null: no limit.
             */
            configured_limit: number | null;
            /**
             * State Since
             * Format: date-time
             * @description When its state was last set.
             */
            state_since: string;
            /**
             * State Reason
             * @description Why its state was last set; null: never set.
             */
            state_reason: string | null;
            /** @description Attempts of the last five minutes. */
            recent: components["schemas"]["RecentAttempts"];
            /** @description How it has served. */
            history: components["schemas"]["ServingWindows"];
            /** @description Its health now; null: nothing recent is known. */
            health?: components["schemas"]["AdminTargetHealth"] | null;
            /**
             * Leases
             * @description Requests that hold a lease of its session, from whichever model and router; null: its session has no limit, or the leases cannot be read.
             */
            leases?: number | null;
            /**
             * Running At Most
             * @description Requests of its model that began before it was drained or disabled and have not ended: at most so many run on it. null: it is active.
             */
            running_at_most?: number | null;
            /**
             * Is Empty
             * @description Whether nothing runs any more on a target that is not active; null: active, or unknown.
             */
            is_empty?: boolean | null;
        };
        /**
         * AdminTargetHealth
         * @description The health of a target as the pool monitor has published it.
         */
        AdminTargetHealth: {
            /**
             * State
             * @description up, slow, flaky, busy, down or unknown.
             * @enum {string}
             */
            state: "up" | "slow" | "flaky" | "busy" | "down" | "unknown";
            /**
             * Since
             * @description When this state began; null: not known.
             */
            since: string | null;
            /**
             * Reason
             * @description What was seen, in a few words; null: nothing special.
             */
            reason: string | null;
            /**
             * Share
             * @description How much of its weight it gets: 0 is ejected, below 1 comes back.
             */
            share: number;
            /**
             * Ttft P50 Ms
             * @description Median time to the first text; null: not measured.
             */
            ttft_p50_ms: number | null;
            /**
             * Ttft P95 Ms
             * @description 95th percentile of the same.
             */
            ttft_p95_ms: number | null;
            /**
             * Error Rate
             * @description Share of the attempts that failed; null: none was made.
             */
            error_rate: number | null;
            /**
             * In Flight
             * @description Requests that run on it; null: not known.
             */
            in_flight: number | null;
            /**
             * Busy Until
             * @description Until when it asked to be left alone; null: it did not.
             */
            busy_until: string | null;
            /**
             * Capacity
             * @description Concurrent requests that it was seen to take; null: not known.
             */
            capacity: number | null;
        };
        /**
         * Allowance
         * @description A limit and how much of it is used: a sliding window, as the gateway counts it.
         */
        Allowance: {
            /**
             * Name
             * @description Name of the limit.
             * @example requests per week
             */
            name: string;
            /**
             * Scope
             * @description key: counted for each key, and `used` is that of the busiest key; organization: counted over all keys, on the free plan of all organisations with the same creator.
             * @enum {string}
             */
            scope: "key" | "organization";
            /**
             * Limit
             * @description Maximum number of requests in any `seconds`.
             * @example 1000
             */
            limit: number;
            /**
             * Used
             * @description Requests counted at the moment.
             * @example 12
             */
            used: number;
            /**
             * Seconds
             * @description Length of the window in seconds.
             * @example 604800
             */
            seconds: number;
            /**
             * Resets At
             * Format: date-time
             * @description When the current window ends. From then on its requests count less and less.
             */
            resets_at: string;
        };
        /**
         * AnsweredInvitation
         * @description An invitation that was accepted or declined.
         */
        AnsweredInvitation: {
            /**
             * Organization Id
             * Format: uuid
             * @description Id of the organisation.
             */
            organization_id: string;
            /**
             * Accepted
             * @description Whether the user is a member now.
             */
            accepted: boolean;
        };
        /**
         * ApiKey
         * @description An API key without its secret.
         */
        ApiKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key, which usage refers to.
             */
            id: string;
            /**
             * Name
             * @description Name of the key.
             * @example staging server
             */
            name: string;
            /**
             * Masked
             * @description First and last characters of the key.
             * @example ctx_4fQz…9aLm
             */
            masked: string;
            /**
             * Status
             * @description active: works; disabled: refused, can be enabled again; expired, revoked: refused permanently.
             * @enum {string}
             */
            status: "active" | "disabled" | "expired" | "revoked";
            /**
             * Models
             * @description The only models it may use; null: all models of the organisation.
             * @example null
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description Limit of this key; null: the plan's. The smaller one counts.
             * @example null
             */
            requests_per_minute: number | null;
            /**
             * Replaces
             * @description Id of the key that it replaces since a rotation; null: none. `last_used_at` and `expires_at` of that key show whether it is still used and until when it works.
             */
            replaces: string | null;
            /**
             * Rotated At
             * @description When another key replaced it; null: none did. From then on its expiry can only be moved to an earlier time.
             */
            rotated_at: string | null;
            /**
             * Created By
             * @description Id of the user who created it; null after that account was deleted.
             */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Time of its newest request; null if unused. Up to a minute behind.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description When it expires; null: never.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null if it was not.
             */
            revoked_at: string | null;
        };
        /**
         * ApiKeyChange
         * @description Changes to an API key. Omitted fields are not changed.
         */
        ApiKeyChange: {
            /**
             * Name
             * @description Name of the key.
             * @default
             * @example production server
             */
            name: string;
            /**
             * Expires At
             * @description When it expires; null: never. After a rotation it can only become earlier.
             */
            expires_at?: string | null;
            /**
             * Models
             * @description The only models it may use; null: all models of the organisation.
             */
            models?: string[] | null;
            /**
             * Requests Per Minute
             * @description Limit of this key; null: the plan's limit.
             */
            requests_per_minute?: number | null;
        };
        /**
         * ApiKeyList
         * @description A page of the organisation's API keys.
         */
        ApiKeyList: {
            /**
             * Data
             * @description Keys, including revoked ones, newest first.
             */
            data: components["schemas"]["ListedApiKey"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read the next page; null on the last page.
             */
            next_cursor: string | null;
            /** @description Limit on the number of keys, and its use. */
            allowance: components["schemas"]["KeyAllowance"];
        };
        /**
         * ApiKeyRequest
         * @description An API key to create.
         */
        ApiKeyRequest: {
            /**
             * Name
             * @description Name of the key.
             * @example staging server
             */
            name: string;
            /**
             * Expires At
             * @description When it expires; null: never.
             */
            expires_at?: string | null;
            /**
             * Models
             * @description The only models it may use; null: all models of the organisation.
             */
            models?: string[] | null;
            /**
             * Requests Per Minute
             * @description Limit of this key. The plan's limit applies too: the smaller one counts.
             */
            requests_per_minute?: number | null;
        };
        /**
         * AttemptEntry
         * @description One attempt of a request at a target.
         */
        AttemptEntry: {
            /**
             * Id
             * @description Id of the target.
             * @example tgt_0123456789abcdef
             */
            id: string;
            /**
             * Router Id
             * @description Id of its router; null if the target is not known.
             */
            router_id: string | null;
            /**
             * Outcome
             * @description How the attempt ended.
             * @enum {string}
             */
            outcome: "ok" | "unreachable" | "rejected" | "busy" | "timed_out" | "interrupted" | "cancelled" | "no_text";
            /**
             * Ttft Ms
             * @description Milliseconds to its first text; null: none.
             */
            ttft_ms?: number | null;
            /**
             * Duration Ms
             * @description Milliseconds from its start to its end.
             */
            duration_ms: number;
        };
        /**
         * AuditEntry
         * @description Who did what to what, and why.
         */
        AuditEntry: {
            /**
             * Id
             * @description Number of the entry.
             */
            id: number;
            /**
             * Occurred At
             * Format: date-time
             * @description When it happened.
             */
            occurred_at: string;
            /**
             * Actor Type
             * @description user: a member of the organisation; admin: an operator; system: a job or a command.
             * @enum {string}
             */
            actor_type: "user" | "admin" | "system";
            /**
             * Actor
             * @description Id of the user, or name of the job.
             */
            actor: string;
            /**
             * Actor Email
             * @description E-mail address of the user, if they have one.
             */
            actor_email?: string | null;
            /**
             * Organization Id
             * @description Id of the organisation; null: the platform.
             */
            organization_id: string | null;
            /**
             * Action
             * @description Name of the action.
             * @example organization.state_changed
             */
            action: string;
            /**
             * Target Type
             * @description Type of the changed resource.
             * @example organization
             */
            target_type: string;
            /**
             * Target Id
             * @description Id of the changed resource.
             */
            target_id: string;
            /**
             * Reason
             * @description Reason of the action, if one was given.
             */
            reason: string;
            /**
             * Before
             * @description Changed fields before the action.
             */
            before: {
                [key: string]: unknown;
            } | null;
            /**
             * After
             * @description Changed fields after the action.
             */
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * Request Id
             * @description Id of the portal request that did it.
             */
            request_id: string | null;
        };
        /**
         * AuditEntryList
         * @description A page of the audit log.
         */
        AuditEntryList: {
            /**
             * Data
             * @description Entries, newest first.
             */
            data: components["schemas"]["AuditEntry"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read the next page; null on the last page.
             */
            next_cursor: string | null;
        };
        /**
         * Billing
         * @description Plan, allowance and balance of the organisation.
         */
        Billing: {
            /** @description The current plan. */
            plan: components["schemas"]["Plan"];
            /**
             * Plan Since
             * @description When the plan was chosen; null if it never was.
             */
            plan_since: string | null;
            /**
             * Balance Nanousd
             * @description Sum of the ledger in nano-USD (1 USD is 1,000,000,000).
             * @example 0
             */
            balance_nanousd: number;
            /**
             * Held Nanousd
             * @description Sum of the holds for running requests, in nano-USD. On a prepaid plan, requests are refused while the balance is not above this.
             * @example 0
             */
            held_nanousd: number;
            /**
             * Month Cost Nanousd
             * @description Price of this calendar month's usage (UTC), in nano-USD.
             */
            month_cost_nanousd: number;
            /** @description The monthly token quota. */
            tokens: components["schemas"]["TokenQuota"];
            /**
             * Allowance
             * @description How much of each limit is used, shortest window first.
             */
            allowance: components["schemas"]["Allowance"][];
            /**
             * Plans
             * @description The plans that `/portal/plans` lists.
             */
            plans: components["schemas"]["Plan"][];
            /**
             * Prices
             * @description Current prices of active models on a prepaid plan.
             */
            prices: components["schemas"]["ModelPrice"][];
        };
        /**
         * Change
         * @description What an action changed.
         */
        Change: {
            /**
             * Kind
             * @description Type of the changed resource.
             * @example organization
             */
            kind: string;
            /**
             * Id
             * @description Id of the changed resource.
             */
            id: string;
            /**
             * Before
             * @description State before the action.
             * @example active
             */
            before: string;
            /**
             * After
             * @description State after the action. Equal to `before` if nothing changed.
             */
            after: string;
        };
        /**
         * Credit
         * @description A ledger entry that adds to a balance.
         */
        Credit: {
            /**
             * Id
             * @description Number of the ledger entry.
             */
            id: number;
            /**
             * Created At
             * Format: date-time
             * @description When it was written.
             */
            created_at: string;
            /**
             * Balance Nanousd
             * @description Balance after the entry, in nano-USD.
             */
            balance_nanousd: number;
        };
        /**
         * CreditRequest
         * @description Grant credit to an organisation.
         */
        CreditRequest: {
            /**
             * Reason
             * @description Reason, for the audit log.
             * @example requested by the customer, ticket 42
             */
            reason: string;
            /**
             * Amount Nanousd
             * @description Amount in nano-USD (1 USD is 1,000,000,000).
             * @example 5000000000
             */
            amount_nanousd: number;
        };
        /**
         * DayUsage
         * @description Usage of one day.
         */
        DayUsage: {
            /**
             * Requests
             * @description Admitted requests.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that have ended.
             * @default 0
             */
            settled: number;
            /**
             * In Flight
             * @description Requests that have not ended yet.
             * @default 0
             */
            in_flight: number;
            /**
             * Abandoned
             * @description Requests whose end was never reported.
             * @default 0
             */
            abandoned: number;
            /**
             * Refused
             * @description Requests that were refused. They cost nothing and count towards no limit.
             * @default 0
             */
            refused: number;
            /**
             * Errors
             * @description Admitted requests that ended with an error.
             * @default 0
             */
            errors: number;
            /**
             * Client Disconnected
             * @description Requests whose client disconnected before the end.
             * @default 0
             */
            client_disconnected: number;
            /**
             * Prompt Tokens
             * @description Prompt tokens.
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             * @default 0
             */
            completion_tokens: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             * @default 0
             */
            total_tokens: number;
            /**
             * Cost Nanousd
             * @description Price in nano-USD (1 USD is 1,000,000,000); 0 within a plan's allowance.
             * @default 0
             */
            cost_nanousd: number;
            /**
             * Latency Ms Mean
             * @description Mean milliseconds to the last byte; null without settled requests.
             */
            latency_ms_mean?: number | null;
            /**
             * Ttft Ms Mean
             * @description Mean milliseconds to the first byte of text; null if there was none.
             */
            ttft_ms_mean?: number | null;
            /**
             * Models
             * @description By model, most used first.
             * @default []
             */
            models: components["schemas"]["ModelShare"][];
            /**
             * Keys
             * @description By API key, most used first.
             * @default []
             */
            keys: components["schemas"]["KeyShare"][];
            /**
             * Day
             * Format: date
             * @description The day, in UTC.
             */
            day: string;
        };
        /**
         * Docs
         * @description Example calls of the hosted API.
         */
        Docs: {
            /**
             * Key Placeholder
             * @description Text to replace by an API key.
             * @example $CORTENSOR_API_KEY
             */
            key_placeholder: string;
            /**
             * Model
             * @description Alias of the model in the examples: the first that serves.
             */
            model: string;
            /**
             * Models
             * @description Aliases of all offered models.
             */
            models: string[];
            /**
             * Capabilities
             * @description What each offered model can be asked for besides text.
             * @example {
             *       "oss-20b": [
             *         "json",
             *         "tools"
             *       ]
             *     }
             */
            capabilities: {
                [key: string]: ("tools" | "json")[];
            };
            /**
             * Snippets
             * @description One example of each kind of call.
             */
            snippets: components["schemas"]["Snippet"][];
        };
        /**
         * ErasedAccount
         * @description A deleted account.
         */
        ErasedAccount: {
            /**
             * User Id
             * Format: uuid
             * @description Id that usage, ledger and audit log retain, which no longer identifies anyone.
             */
            user_id: string;
            /**
             * Closed Organizations
             * @description Organisations that had no other member. They are closed and their API keys revoked.
             */
            closed_organizations: string[];
            /**
             * Revoked Keys
             * @description Number of revoked API keys.
             */
            revoked_keys: number;
            /**
             * Sign In Deleted
             * @description Whether the sign-in at the auth provider was deleted too. If not, delete it there.
             */
            sign_in_deleted: boolean;
        };
        /**
         * ErrorDetail
         * @description What went wrong.
         */
        ErrorDetail: {
            /**
             * Code
             * @description Stable code of the error, for programs.
             * @example invalid_session
             */
            code: string;
            /**
             * Message
             * @description Explanation for people.
             * @example The session has expired.
             */
            message: string;
            /**
             * Param
             * @description The field, query parameter or header that caused the error, if any.
             */
            param?: string | null;
            /**
             * Hint
             * @description How to resolve the error.
             * @example Sign in to the portal again.
             */
            hint?: string | null;
        };
        /**
         * ErrorResponse
         * @description The response of a request that failed.
         */
        ErrorResponse: {
            /** @description The error. */
            error: components["schemas"]["ErrorDetail"];
            /**
             * Request Id
             * @description Id of this request, as in the x-request-id header. Quote it to support.
             * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
             */
            request_id: string;
        };
        /**
         * ExportedAction
         * @description An action of the user.
         */
        ExportedAction: {
            /**
             * Occurred At
             * Format: date-time
             * @description When it happened.
             */
            occurred_at: string;
            /**
             * Action
             * @description Name of the action.
             * @example api_key.created
             */
            action: string;
            /**
             * Target Type
             * @description Type of the changed resource.
             */
            target_type: string;
            /**
             * Target Id
             * @description Id of the changed resource; null if it is internal.
             */
            target_id: string | null;
            /**
             * Request Id
             * @description Id of the portal request that did it.
             */
            request_id: string | null;
        };
        /**
         * ExportedDay
         * @description One day's usage of an organisation that the user owns.
         */
        ExportedDay: {
            /**
             * Organization Id
             * Format: uuid
             * @description Id of the organisation.
             */
            organization_id: string;
            /**
             * Day
             * Format: date
             * @description The day, in UTC.
             */
            day: string;
            /**
             * Requests
             * @description Admitted requests.
             */
            requests: number;
            /**
             * Prompt Tokens
             * @description Prompt tokens.
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             */
            completion_tokens: number;
            /**
             * Cost Nanousd
             * @description Price in nano-USD.
             */
            cost_nanousd: number;
        };
        /**
         * ExportedInvitation
         * @description An invitation that the user created or received.
         */
        ExportedInvitation: {
            /**
             * Organization Id
             * Format: uuid
             * @description Id of the organisation.
             */
            organization_id: string;
            /**
             * Email
             * @description The invited address.
             */
            email: string;
            /**
             * Role
             * @description Role after joining.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * State
             * @description open, accepted, declined or withdrawn.
             */
            state: string;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
        };
        /**
         * ExportedKey
         * @description An API key that the user created, without its secret.
         */
        ExportedKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key.
             */
            id: string;
            /**
             * Organization Id
             * Format: uuid
             * @description Id of its organisation.
             */
            organization_id: string;
            /**
             * Name
             * @description Name of the key.
             */
            name: string;
            /**
             * Masked
             * @description First and last characters of the key.
             */
            masked: string;
            /**
             * Status
             * @description active, disabled or revoked.
             */
            status: string;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Time of its newest request; null if unused.
             */
            last_used_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null if it was not.
             */
            revoked_at: string | null;
        };
        /**
         * ExportedOrganization
         * @description An organisation that the user is a member of.
         */
        ExportedOrganization: {
            /**
             * Id
             * Format: uuid
             * @description Id of the organisation.
             */
            id: string;
            /**
             * Name
             * @description Name that its members see.
             */
            name: string;
            /**
             * Kind
             * @description personal or team.
             * @enum {string}
             */
            kind: "personal" | "team";
            /**
             * Role
             * @description The user's role.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Joined At
             * Format: date-time
             * @description When the user joined.
             */
            joined_at: string;
        };
        /**
         * ExportedUser
         * @description The user.
         */
        ExportedUser: {
            /**
             * Id
             * Format: uuid
             * @description Id of the user in the portal.
             */
            id: string;
            /**
             * Auth Provider
             * @description The user's auth provider.
             */
            auth_provider: string;
            /**
             * Auth Subject
             * @description Id of the user at the auth provider.
             */
            auth_subject: string;
            /**
             * Email
             * @description E-mail address; null for wallets.
             */
            email: string | null;
            /**
             * Display Name
             * @description Display name.
             */
            display_name: string;
            /**
             * Suspended At
             * @description When the user was suspended; null if they are not.
             */
            suspended_at: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When the account was created.
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /**
         * FoundKey
         * @description An API key without its secret.
         */
        FoundKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key.
             */
            id: string;
            /**
             * Organization Id
             * Format: uuid
             * @description Id of its organisation.
             */
            organization_id: string;
            /**
             * Name
             * @description Name of the key.
             */
            name: string;
            /**
             * Masked
             * @description First and last characters of the key.
             */
            masked: string;
            /**
             * Status
             * @description Status of the key.
             * @enum {string}
             */
            status: "active" | "disabled" | "revoked";
        };
        /**
         * FoundOrganization
         * @description An organisation.
         */
        FoundOrganization: {
            /**
             * Id
             * Format: uuid
             * @description Id of the organisation.
             */
            id: string;
            /**
             * Name
             * @description Name that its members see.
             */
            name: string;
            /**
             * Kind
             * @description personal or team.
             * @enum {string}
             */
            kind: "personal" | "team";
            /**
             * Suspended
             * @description Whether the organisation is suspended.
             */
            suspended: boolean;
        };
        /**
         * FoundRequest
         * @description A request to the gateway.
         */
        FoundRequest: {
            /**
             * Request Id
             * @description Id of the request.
             */
            request_id: string;
            /**
             * Organization Id
             * Format: uuid
             * @description Id of its organisation.
             */
            organization_id: string;
            /**
             * Key Id
             * Format: uuid
             * @description Id of its API key.
             */
            key_id: string;
            /**
             * State
             * @description admitted, settled, abandoned or refused.
             */
            state: string;
            /**
             * Outcome
             * @description How it ended; null while in flight.
             */
            outcome: string | null;
        };
        /**
         * FoundUser
         * @description A user.
         */
        FoundUser: {
            /**
             * Id
             * Format: uuid
             * @description Id of the user.
             */
            id: string;
            /**
             * Email
             * @description E-mail address; null for wallets.
             */
            email: string | null;
            /**
             * Display Name
             * @description Display name.
             */
            display_name: string;
            /**
             * Suspended
             * @description Whether the user is suspended.
             */
            suspended: boolean;
        };
        /**
         * HourUsage
         * @description Usage of one hour.
         */
        HourUsage: {
            /**
             * Requests
             * @description Admitted requests.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that have ended.
             * @default 0
             */
            settled: number;
            /**
             * In Flight
             * @description Requests that have not ended yet.
             * @default 0
             */
            in_flight: number;
            /**
             * Abandoned
             * @description Requests whose end was never reported.
             * @default 0
             */
            abandoned: number;
            /**
             * Refused
             * @description Requests that were refused. They cost nothing and count towards no limit.
             * @default 0
             */
            refused: number;
            /**
             * Errors
             * @description Admitted requests that ended with an error.
             * @default 0
             */
            errors: number;
            /**
             * Client Disconnected
             * @description Requests whose client disconnected before the end.
             * @default 0
             */
            client_disconnected: number;
            /**
             * Prompt Tokens
             * @description Prompt tokens.
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             * @default 0
             */
            completion_tokens: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             * @default 0
             */
            total_tokens: number;
            /**
             * Cost Nanousd
             * @description Price in nano-USD (1 USD is 1,000,000,000); 0 within a plan's allowance.
             * @default 0
             */
            cost_nanousd: number;
            /**
             * Latency Ms Mean
             * @description Mean milliseconds to the last byte; null without settled requests.
             */
            latency_ms_mean?: number | null;
            /**
             * Ttft Ms Mean
             * @description Mean milliseconds to the first byte of text; null if there was none.
             */
            ttft_ms_mean?: number | null;
            /**
             * Models
             * @description By model, most used first.
             * @default []
             */
            models: components["schemas"]["ModelShare"][];
            /**
             * Keys
             * @description By API key, most used first.
             * @default []
             */
            keys: components["schemas"]["KeyShare"][];
            /**
             * Hour
             * Format: date-time
             * @description Start of the hour, in UTC.
             */
            hour: string;
        };
        /**
         * InspectedKey
         * @description An API key as operators see it.
         */
        InspectedKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key.
             */
            id: string;
            /**
             * Organization Id
             * Format: uuid
             * @description Id of its organisation.
             */
            organization_id: string;
            /**
             * Created By
             * @description Id of the user who created it; null after that account was deleted.
             */
            created_by: string | null;
            /**
             * Name
             * @description Name of the key.
             */
            name: string;
            /**
             * Masked
             * @description First and last characters of the key.
             */
            masked: string;
            /**
             * Issuer
             * @description The key service that verifies it.
             * @example unkey
             */
            issuer: string;
            /**
             * Issuer Key Id
             * @description Id of the key at the key service, if it has one.
             */
            issuer_key_id: string | null;
            /**
             * Status
             * @description Status of the key.
             * @enum {string}
             */
            status: "active" | "disabled" | "revoked";
            /**
             * Models
             * @description The only models it may use; null: all models of the organisation.
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description Limit of this key; null: the plan's.
             */
            requests_per_minute: number | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Time of its newest request; null if unused.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description When it expires; null: never.
             */
            expires_at: string | null;
            /**
             * Disabled At
             * @description When it was disabled; null if it is not.
             */
            disabled_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null if it was not.
             */
            revoked_at: string | null;
        };
        /**
         * InspectedKeyList
         * @description A page of an organisation's API keys.
         */
        InspectedKeyList: {
            /**
             * Data
             * @description Keys, including revoked ones, newest first.
             */
            data: components["schemas"]["InspectedKey"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read the next page; null on the last page.
             */
            next_cursor: string | null;
        };
        /**
         * InspectedMember
         * @description A member as operators see them.
         */
        InspectedMember: {
            /**
             * User Id
             * Format: uuid
             * @description Id of the user.
             */
            user_id: string;
            /**
             * Email
             * @description E-mail address.
             */
            email: string | null;
            /**
             * Display Name
             * @description Display name.
             */
            display_name: string;
            /**
             * Role
             * @description Role in the organisation.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Suspended
             * @description Whether the user is suspended.
             */
            suspended: boolean;
        };
        /**
         * InspectedOrganization
         * @description An organisation as operators see it, with allowance and usage.
         */
        InspectedOrganization: {
            /**
             * Id
             * Format: uuid
             * @description Id of the organisation.
             */
            id: string;
            /**
             * Name
             * @description Name that its members see.
             */
            name: string;
            /**
             * Kind
             * @description personal or team.
             * @enum {string}
             */
            kind: "personal" | "team";
            /**
             * Suspended At
             * @description When it was suspended; null if it is not.
             */
            suspended_at: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Plan
             * @description Id of its plan.
             * @example free
             */
            plan: string;
            /**
             * Balance Nanousd
             * @description Sum of its ledger, in nano-USD.
             */
            balance_nanousd: number;
            /**
             * Models
             * @description Models granted to the organisation instead of the plan's; null: the plan's.
             */
            models: string[] | null;
            /**
             * Members
             * @description Members in the order of joining.
             */
            members: components["schemas"]["InspectedMember"][];
            /**
             * Keys
             * @description Number of API keys by status.
             * @example {
             *       "active": 2
             *     }
             */
            keys: {
                [key: string]: number;
            };
            /**
             * Allowance
             * @description How much of each limit of the plan is used.
             */
            allowance: components["schemas"]["Allowance"][];
            /** @description The monthly token quota. */
            tokens: components["schemas"]["TokenQuota"];
            /** @description Usage of the last 30 days. */
            usage: components["schemas"]["UsageCounts"];
        };
        /**
         * InspectedRequest
         * @description Receipt and log of a request.
         */
        InspectedRequest: {
            /**
             * Organization Id
             * Format: uuid
             * @description Id of its organisation.
             */
            organization_id: string;
            /** @description Its usage and price, stored permanently; of a refused request for 30 days. */
            receipt: components["schemas"]["UsageReceipt"];
            /** @description Its log; null after the retention period. */
            log: components["schemas"]["RequestLogEntry"] | null;
        };
        /**
         * InspectedUser
         * @description A user as operators see them.
         */
        InspectedUser: {
            /**
             * Id
             * Format: uuid
             * @description Id of the user.
             */
            id: string;
            /**
             * Email
             * @description E-mail address; null for wallets and deleted accounts.
             */
            email: string | null;
            /**
             * Display Name
             * @description Display name.
             */
            display_name: string;
            /**
             * Auth Provider
             * @description The user's auth provider.
             */
            auth_provider: string;
            /**
             * Suspended At
             * @description When the user was suspended; null if they are not.
             */
            suspended_at: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When the account was created.
             */
            created_at: string;
            /**
             * Platform Admin
             * @description Whether the user is an operator of the platform.
             */
            platform_admin: boolean;
            /**
             * Organizations
             * @description The user's organisations.
             */
            organizations: components["schemas"]["UserMembership"][];
        };
        /**
         * Invitation
         * @description An open invitation.
         */
        Invitation: {
            /**
             * Id
             * Format: uuid
             * @description Id of the invitation.
             */
            id: string;
            /**
             * Email
             * @description The invited address.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description Role after joining.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description When it expires.
             */
            expires_at: string;
        };
        /**
         * InvitationList
         * @description Open invitations of the organisation.
         */
        InvitationList: {
            /**
             * Data
             * @description Newest first, without expired ones.
             */
            data: components["schemas"]["Invitation"][];
        };
        /**
         * InvitationPreview
         * @description An invitation as the invited user sees it before accepting or declining.
         */
        InvitationPreview: {
            /**
             * Organization Id
             * Format: uuid
             * @description Id of the organisation.
             */
            organization_id: string;
            /**
             * Organization Name
             * @description Name of the organisation.
             * @example Analytical Engines
             */
            organization_name: string;
            /**
             * Email
             * @description The invited address.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description Role after joining.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Expires At
             * Format: date-time
             * @description When it expires.
             */
            expires_at: string;
        };
        /**
         * InvitationRequest
         * @description An invitation to create.
         */
        InvitationRequest: {
            /**
             * Email
             * @description Address to invite. Only an account with this address can accept.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description Role after joining. Only owners can invite owners.
             * @default member
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
        };
        /**
         * KeyAllowance
         * @description The limit on the organisation's API keys.
         */
        KeyAllowance: {
            /**
             * Name
             * @description Name of the limit.
             * @example keys per organization
             */
            name: string;
            /**
             * Limit
             * @description Maximum number of keys that are neither revoked nor expired.
             * @example 50
             */
            limit: number;
            /**
             * Used
             * @description Current number of such keys.
             * @example 2
             */
            used: number;
        };
        /**
         * KeyShare
         * @description Share of one API key.
         */
        KeyShare: {
            /**
             * Requests
             * @description Admitted requests.
             */
            requests: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             */
            total_tokens: number;
            /**
             * Key Id
             * Format: uuid
             * @description Id of the key.
             */
            key_id: string;
        };
        /**
         * KeyStateRequest
         * @description Disable or enable an API key.
         */
        KeyStateRequest: {
            /**
             * Reason
             * @description Reason, for the audit log.
             * @example requested by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description disabled: refused until it is enabled again; active: works.
             * @enum {string}
             */
            state: "active" | "disabled";
        };
        /**
         * KeyUsage
         * @description Usage of one API key.
         */
        KeyUsage: {
            /**
             * Requests
             * @description Admitted requests.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that have ended.
             * @default 0
             */
            settled: number;
            /**
             * In Flight
             * @description Requests that have not ended yet.
             * @default 0
             */
            in_flight: number;
            /**
             * Abandoned
             * @description Requests whose end was never reported.
             * @default 0
             */
            abandoned: number;
            /**
             * Refused
             * @description Requests that were refused. They cost nothing and count towards no limit.
             * @default 0
             */
            refused: number;
            /**
             * Errors
             * @description Admitted requests that ended with an error.
             * @default 0
             */
            errors: number;
            /**
             * Client Disconnected
             * @description Requests whose client disconnected before the end.
             * @default 0
             */
            client_disconnected: number;
            /**
             * Prompt Tokens
             * @description Prompt tokens.
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             * @default 0
             */
            completion_tokens: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             * @default 0
             */
            total_tokens: number;
            /**
             * Cost Nanousd
             * @description Price in nano-USD (1 USD is 1,000,000,000); 0 within a plan's allowance.
             * @default 0
             */
            cost_nanousd: number;
            /**
             * Latency Ms Mean
             * @description Mean milliseconds to the last byte; null without settled requests.
             */
            latency_ms_mean?: number | null;
            /**
             * Ttft Ms Mean
             * @description Mean milliseconds to the first byte of text; null if there was none.
             */
            ttft_ms_mean?: number | null;
            /**
             * Key Id
             * Format: uuid
             * @description Id of the key.
             */
            key_id: string;
            /**
             * Name
             * @description Name of the key.
             * @example production
             */
            name: string;
        };
        /**
         * LedgerEntry
         * @description An entry of the ledger. Entries are never changed or removed.
         */
        LedgerEntry: {
            /**
             * Id
             * @description Number of the entry.
             */
            id: number;
            /**
             * Kind
             * @description usage: a request; credit: paid or granted; adjustment: manual.
             * @enum {string}
             */
            kind: "usage" | "credit" | "adjustment";
            /**
             * Amount Nanousd
             * @description Amount in nano-USD; negative amounts reduce the balance.
             */
            amount_nanousd: number;
            /**
             * Source Id
             * @description Id of its source: the request for usage, otherwise the payment or grant.
             */
            source_id: string;
            /**
             * Reason
             * @description Reason of a manual entry; may be empty.
             */
            reason: string;
            /**
             * Occurred At
             * Format: date-time
             * @description When the source happened.
             */
            occurred_at: string;
            /**
             * Created At
             * Format: date-time
             * @description When the entry was written.
             */
            created_at: string;
        };
        /**
         * LedgerPage
         * @description A page of the ledger.
         */
        LedgerPage: {
            /**
             * Data
             * @description Entries, newest first.
             */
            data: components["schemas"]["LedgerEntry"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read the next page; null on the last page.
             */
            next_cursor: string | null;
        };
        /**
         * ListedApiKey
         * @description An API key with its recent usage.
         */
        ListedApiKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key, which usage refers to.
             */
            id: string;
            /**
             * Name
             * @description Name of the key.
             * @example staging server
             */
            name: string;
            /**
             * Masked
             * @description First and last characters of the key.
             * @example ctx_4fQz…9aLm
             */
            masked: string;
            /**
             * Status
             * @description active: works; disabled: refused, can be enabled again; expired, revoked: refused permanently.
             * @enum {string}
             */
            status: "active" | "disabled" | "expired" | "revoked";
            /**
             * Models
             * @description The only models it may use; null: all models of the organisation.
             * @example null
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description Limit of this key; null: the plan's. The smaller one counts.
             * @example null
             */
            requests_per_minute: number | null;
            /**
             * Replaces
             * @description Id of the key that it replaces since a rotation; null: none. `last_used_at` and `expires_at` of that key show whether it is still used and until when it works.
             */
            replaces: string | null;
            /**
             * Rotated At
             * @description When another key replaced it; null: none did. From then on its expiry can only be moved to an earlier time.
             */
            rotated_at: string | null;
            /**
             * Created By
             * @description Id of the user who created it; null after that account was deleted.
             */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Time of its newest request; null if unused. Up to a minute behind.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description When it expires; null: never.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null if it was not.
             */
            revoked_at: string | null;
            /**
             * Requests 7D
             * @description Requests admitted with it, over the same hours as `7d` of a usage summary. Some seconds behind the gateway.
             * @example 1204
             */
            requests_7d: number;
        };
        /**
         * Me
         * @description The signed-in user with organisations, plan and allowance.
         */
        Me: {
            /** @description The signed-in user. */
            user: components["schemas"]["User"];
            /** @description The current organisation: that of x-organization-id, otherwise that of the Clerk session, otherwise the personal organisation. */
            organization: components["schemas"]["Organization"];
            /**
             * Organizations
             * @description All organisations of the user, the current one first.
             */
            organizations: components["schemas"]["Organization"][];
            /**
             * Plan
             * @description Id of the organisation's plan.
             * @example free
             */
            plan: string;
            /**
             * Limits
             * @description The plan's limits, shortest window first.
             */
            limits: components["schemas"]["PlanLimit"][];
            /**
             * Allowance
             * @description How much of each limit is used. Some seconds behind the gateway.
             */
            allowance: components["schemas"]["Allowance"][];
            /**
             * Operator
             * @description Whether the user is an operator and may call /portal/admin.
             */
            operator: boolean;
        };
        /**
         * Member
         * @description A member of the organisation.
         */
        Member: {
            /**
             * User Id
             * Format: uuid
             * @description Id of the user.
             */
            user_id: string;
            /**
             * Email
             * @description E-mail address; null for wallets.
             * @example ada@example.com
             */
            email: string | null;
            /**
             * Display Name
             * @description Display name; may be empty.
             * @example Ada
             */
            display_name: string;
            /**
             * Role
             * @description owner: everything; admin: everything except owners; member: read, and manage own keys.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Joined At
             * Format: date-time
             * @description When they joined.
             */
            joined_at: string;
        };
        /**
         * MemberList
         * @description A page of members.
         */
        MemberList: {
            /**
             * Data
             * @description Members in the order of joining.
             */
            data: components["schemas"]["Member"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read the next page; null on the last page.
             */
            next_cursor: string | null;
        };
        /**
         * Model
         * @description A model of the hosted API.
         */
        Model: {
            /**
             * Id
             * @description Alias, for the `model` field of a request.
             * @example oss-20b
             */
            id: string;
            /**
             * Display Name
             * @description Name for display.
             * @example OSS 20B
             */
            display_name: string;
            /**
             * Description
             * @description One sentence about the model.
             */
            description: string;
            /**
             * Context Tokens
             * @description Maximum tokens of prompt and answer together; null if not specified.
             * @example null
             */
            context_tokens: number | null;
            /**
             * Status
             * @description available: serves; unavailable: temporarily out of service; disabled: not offered.
             * @enum {string}
             */
            status: "available" | "unavailable" | "disabled";
            /**
             * Included
             * @description Whether the organisation may use it.
             */
            included: boolean;
            /**
             * Created At
             * @description When it was added.
             */
            created_at: string | null;
            /**
             * Capabilities
             * @description What it can be asked for besides text. tools: tool calling; json: output as JSON.
             * @example [
             *       "json",
             *       "tools"
             *     ]
             */
            capabilities: ("tools" | "json")[];
        };
        /**
         * ModelList
         * @description The model catalogue.
         */
        ModelList: {
            /**
             * Data
             * @description All models, in the order of the catalogue.
             */
            data: components["schemas"]["Model"][];
        };
        /**
         * ModelPrice
         * @description Current price of a model.
         */
        ModelPrice: {
            /**
             * Model
             * @description Alias of the model.
             * @example oss-20b
             */
            model: string;
            /**
             * Display Name
             * @description Name for display.
             * @example OSS 20B
             */
            display_name: string;
            /**
             * Input Nanousd Per Token
             * @description Nano-USD per prompt token: 1,000 are 1 USD per million tokens.
             * @example 50
             */
            input_nanousd_per_token: number;
            /**
             * Output Nanousd Per Token
             * @description Nano-USD per completion token.
             * @example 200
             */
            output_nanousd_per_token: number;
        };
        /**
         * ModelShare
         * @description Share of one model.
         */
        ModelShare: {
            /**
             * Requests
             * @description Admitted requests.
             */
            requests: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             */
            total_tokens: number;
            /**
             * Model
             * @description Alias of the model.
             * @example oss-20b
             */
            model: string;
        };
        /**
         * ModelStateRequest
         * @description Disable or enable a model.
         */
        ModelStateRequest: {
            /**
             * Reason
             * @description Reason, for the audit log.
             * @example requested by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description disabled: refused with model_unavailable; active: offered.
             * @enum {string}
             */
            state: "active" | "disabled";
        };
        /**
         * ModelStatus
         * @description How a model serves now and has served.
         */
        ModelStatus: {
            /**
             * Id
             * @description Alias of the model.
             * @example oss-20b
             */
            id: string;
            /**
             * Display Name
             * @description Name for display.
             * @example OSS 20B
             */
            display_name: string;
            /**
             * Offered
             * @description false: the model is disabled. It does not count for the status of the service.
             */
            offered: boolean;
            /**
             * Status
             * @description operational: serves as usual; degraded: serves, but slower, with more errors, or with a part of its capacity; unavailable: requests are refused.
             * @enum {string}
             */
            status: "operational" | "degraded" | "unavailable";
            /** @description The last 30 minutes. */
            last_30_minutes: components["schemas"]["StatusWindow"];
            /** @description The last 24 hours. */
            last_24_hours: components["schemas"]["StatusWindow"];
            /** @description The last 30 days. */
            last_30_days: components["schemas"]["StatusWindow"];
        };
        /**
         * ModelUsage
         * @description Usage of one model.
         */
        ModelUsage: {
            /**
             * Requests
             * @description Admitted requests.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that have ended.
             * @default 0
             */
            settled: number;
            /**
             * In Flight
             * @description Requests that have not ended yet.
             * @default 0
             */
            in_flight: number;
            /**
             * Abandoned
             * @description Requests whose end was never reported.
             * @default 0
             */
            abandoned: number;
            /**
             * Refused
             * @description Requests that were refused. They cost nothing and count towards no limit.
             * @default 0
             */
            refused: number;
            /**
             * Errors
             * @description Admitted requests that ended with an error.
             * @default 0
             */
            errors: number;
            /**
             * Client Disconnected
             * @description Requests whose client disconnected before the end.
             * @default 0
             */
            client_disconnected: number;
            /**
             * Prompt Tokens
             * @description Prompt tokens.
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             * @default 0
             */
            completion_tokens: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             * @default 0
             */
            total_tokens: number;
            /**
             * Cost Nanousd
             * @description Price in nano-USD (1 USD is 1,000,000,000); 0 within a plan's allowance.
             * @default 0
             */
            cost_nanousd: number;
            /**
             * Latency Ms Mean
             * @description Mean milliseconds to the last byte; null without settled requests.
             */
            latency_ms_mean?: number | null;
            /**
             * Ttft Ms Mean
             * @description Mean milliseconds to the first byte of text; null if there was none.
             */
            ttft_ms_mean?: number | null;
            /**
             * @description Speed of the model's requests.
             * @default {
             *       "latency_ms": {},
             *       "ttft_ms": {}
             *     }
             */
            speed: components["schemas"]["Speed"];
            /**
             * Model
             * @description Alias of the model.
             * @example oss-20b
             */
            model: string;
        };
        /**
         * NewApiKey
         * @description An API key that was just created.
         */
        NewApiKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key, which usage refers to.
             */
            id: string;
            /**
             * Name
             * @description Name of the key.
             * @example staging server
             */
            name: string;
            /**
             * Masked
             * @description First and last characters of the key.
             * @example ctx_4fQz…9aLm
             */
            masked: string;
            /**
             * Status
             * @description active: works; disabled: refused, can be enabled again; expired, revoked: refused permanently.
             * @enum {string}
             */
            status: "active" | "disabled" | "expired" | "revoked";
            /**
             * Models
             * @description The only models it may use; null: all models of the organisation.
             * @example null
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description Limit of this key; null: the plan's. The smaller one counts.
             * @example null
             */
            requests_per_minute: number | null;
            /**
             * Replaces
             * @description Id of the key that it replaces since a rotation; null: none. `last_used_at` and `expires_at` of that key show whether it is still used and until when it works.
             */
            replaces: string | null;
            /**
             * Rotated At
             * @description When another key replaced it; null: none did. From then on its expiry can only be moved to an earlier time.
             */
            rotated_at: string | null;
            /**
             * Created By
             * @description Id of the user who created it; null after that account was deleted.
             */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Time of its newest request; null if unused. Up to a minute behind.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description When it expires; null: never.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null if it was not.
             */
            revoked_at: string | null;
            /**
             * Key
             * @description The secret. It is shown in this response only: store it now. Null in the replay for an Idempotency-Key: rotate the key if its secret is lost.
             * @example ctx_4fQzT0aGm2yXr5sWb8nUj1kEoHcVdPi7GK9aLm
             */
            key: string | null;
        };
        /**
         * NewInvitation
         * @description An invitation that was just created.
         */
        NewInvitation: {
            /**
             * Id
             * Format: uuid
             * @description Id of the invitation.
             */
            id: string;
            /**
             * Email
             * @description The invited address.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description Role after joining.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description When it expires.
             */
            expires_at: string;
            /**
             * Token
             * @description Token to accept the invitation with, once. It is shown in this response only. The portal sends no e-mail: pass the token on yourself. Null in the replay for an Idempotency-Key: invite the address again if the token is lost.
             */
            token: string | null;
        };
        /**
         * Organization
         * @description The tenant that owns API keys, usage and plan, with the user's role in it.
         */
        Organization: {
            /**
             * Id
             * Format: uuid
             * @description Id of the organisation, for the x-organization-id header.
             */
            id: string;
            /**
             * Name
             * @description Name that its members see.
             * @example Ada
             */
            name: string;
            /**
             * Kind
             * @description personal: created at sign-up for one user; team: created by a user.
             * @enum {string}
             */
            kind: "personal" | "team";
            /**
             * Role
             * @description The user's role. owner and admin: everything; member: read, and manage their own keys.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Members Managed In
             * @description Where members are managed. clerk: it mirrors an organisation at Clerk and is available while the user's Clerk session is for it; its members cannot be changed in the portal.
             * @enum {string}
             */
            members_managed_in: "portal" | "clerk";
            /**
             * Suspended
             * @description Whether its API keys are refused at the moment.
             */
            suspended: boolean;
            /**
             * Created At
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
        };
        /**
         * OrganizationList
         * @description The user's organisations.
         */
        OrganizationList: {
            /**
             * Data
             * @description First the organisation of the Clerk session, then the personal one, then by date of joining.
             */
            data: components["schemas"]["Organization"][];
        };
        /**
         * OrganizationRequest
         * @description An organisation to create, or its new name.
         */
        OrganizationRequest: {
            /**
             * Name
             * @description Name that its members see.
             * @example Analytical Engines
             */
            name: string;
        };
        /**
         * Percentiles
         * @description Percentiles of a duration, within ±12 %; null without requests.
         */
        Percentiles: {
            /**
             * P50
             * @description 50th percentile in milliseconds.
             */
            p50?: number | null;
            /**
             * P95
             * @description 95th percentile in milliseconds.
             */
            p95?: number | null;
            /**
             * P99
             * @description 99th percentile in milliseconds.
             */
            p99?: number | null;
        };
        /**
         * Plan
         * @description A plan: limits, models and charging.
         */
        Plan: {
            /**
             * Id
             * @description Id of the plan.
             * @example free
             */
            id: string;
            /**
             * Display Name
             * @description Name for display.
             * @example Free
             */
            display_name: string;
            /**
             * Description
             * @description One sentence about the plan.
             */
            description: string;
            /**
             * Limits
             * @description Limits on requests, shortest window first.
             */
            limits: components["schemas"]["PlanLimit"][];
            /**
             * Monthly Tokens
             * @description Quota of prompt and completion tokens per calendar month (UTC); null: no quota.
             */
            monthly_tokens: number | null;
            /**
             * Concurrent Streams
             * @description Maximum concurrent streams; null: no limit.
             */
            concurrent_streams: number | null;
            /**
             * Models
             * @description Aliases of the included models; null: all.
             */
            models: string[] | null;
            /**
             * Charging
             * @description allowance: usage within the limits is free; prepaid: the price of each request is deducted from the balance.
             * @enum {string}
             */
            charging: "allowance" | "prepaid";
            /**
             * Per Person
             * @description Whether every limit counts all organisations on the plan that one person created.
             */
            per_person: boolean;
            /**
             * Current
             * @description Whether it is the organisation's plan.
             */
            current: boolean;
        };
        /**
         * PlanLimit
         * @description At most `limit` requests in any `seconds`, as a sliding window.
         */
        PlanLimit: {
            /**
             * Name
             * @description Name of the limit.
             * @example requests per minute
             */
            name: string;
            /**
             * Scope
             * @description key: counted for each key; organization: counted over all keys of the organisation, and on the free plan of all organisations with the same creator.
             * @enum {string}
             */
            scope: "key" | "organization";
            /**
             * Limit
             * @description Maximum number of requests.
             * @example 20
             */
            limit: number;
            /**
             * Seconds
             * @description Length of the window in seconds.
             * @example 60
             */
            seconds: number;
        };
        /**
         * PlanList
         * @description The offered plans and the organisation's own.
         */
        PlanList: {
            /**
             * Data
             * @description Plans in display order.
             */
            data: components["schemas"]["Plan"][];
        };
        /**
         * PlanRequest
         * @description Change the plan of an organisation.
         */
        PlanRequest: {
            /**
             * Reason
             * @description Reason, for the audit log.
             * @example requested by the customer, ticket 42
             */
            reason: string;
            /**
             * Plan
             * @description Id of the plan.
             * @example pro
             */
            plan: string;
        };
        /**
         * PoolStateRequest
         * @description Drain, disable or reactivate a pool.
         */
        PoolStateRequest: {
            /**
             * Reason
             * @description Reason, for the audit log.
             * @example requested by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description draining: accepts no new requests; disabled: out of service; active: serves.
             * @enum {string}
             */
            state: "active" | "draining" | "disabled";
        };
        /**
         * ProfileRequest
         * @description Changes to the user's profile.
         */
        ProfileRequest: {
            /**
             * Display Name
             * @description Display name; may be empty.
             * @example Ada
             */
            display_name: string;
        };
        /**
         * RecentAttempts
         * @description Attempts at a target in the last five minutes, by how they ended.
         */
        RecentAttempts: {
            /**
             * Ok
             * @description They ended well.
             */
            ok: number;
            /**
             * Unreachable
             * @description There was no connection.
             */
            unreachable: number;
            /**
             * Rejected
             * @description The router answered with an error.
             */
            rejected: number;
            /**
             * Busy
             * @description The router refused for lack of capacity (429, 503).
             */
            busy: number;
            /**
             * Timed Out
             * @description There was no text within the attempt's bound.
             */
            timed_out: number;
            /**
             * Interrupted
             * @description The answer broke off after its first text.
             */
            interrupted: number;
            /**
             * Cancelled
             * @description The client left, or another attempt was faster.
             */
            cancelled: number;
            /**
             * No Text
             * @description The answer had no text.
             */
            no_text: number;
            /**
             * Ttft P50 Ms
             * @description Median time to the first text; null: there was none.
             */
            ttft_p50_ms: number | null;
            /**
             * Ttft P95 Ms
             * @description 95th percentile of the same.
             */
            ttft_p95_ms: number | null;
        };
        /**
         * RefusalCount
         * @description Requests that were refused for one reason.
         */
        RefusalCount: {
            /**
             * Status
             * @description HTTP status of the responses.
             * @example 429
             */
            status: number;
            /**
             * Error Code
             * @description Code of the error.
             * @example rate_limit_exceeded
             */
            error_code: string;
            /**
             * Refusals
             * @description Number of requests.
             * @example 3
             */
            refusals: number;
        };
        /**
         * RemovedMember
         * @description A former member.
         */
        RemovedMember: {
            /**
             * User Id
             * Format: uuid
             * @description Id of the user.
             */
            user_id: string;
            /**
             * Revoked Keys
             * @description API keys they created that were revoked now.
             * @example 0
             */
            revoked_keys: number;
            /**
             * Keys In Force
             * @description API keys they created that still work, because keys belong to the organisation. Revoke those they should no longer have.
             * @example 0
             */
            keys_in_force: number;
        };
        /**
         * RequestLogEntry
         * @description The log of a request, besides its usage. Neither prompt nor answer is stored.
         */
        RequestLogEntry: {
            /**
             * Request Id
             * @description Id of the request.
             */
            request_id: string;
            /**
             * Organization Id
             * Format: uuid
             * @description Id of its organisation.
             */
            organization_id: string;
            /**
             * Key Id
             * Format: uuid
             * @description Id of its API key.
             */
            key_id: string;
            /**
             * Route
             * @description Path of the route; null if there is no such path.
             */
            route: string | null;
            /**
             * Model
             * @description Alias of the model; null if a refused request named none that exists.
             */
            model: string | null;
            /**
             * Pool
             * @description Name of the pool that served it; null if it was refused.
             */
            pool: string | null;
            /**
             * Stream
             * @description Whether the request asked for a stream.
             */
            stream: boolean;
            /**
             * Outcome
             * @description How it ended, or refused; null while in flight.
             */
            outcome: string | null;
            /**
             * Status
             * @description HTTP status of the response.
             */
            status: number | null;
            /**
             * Error Code
             * @description Code of the error; null if it ended without one.
             */
            error_code: string | null;
            /**
             * Error Param
             * @description Field or header at fault, if it was refused for one.
             */
            error_param: string | null;
            /**
             * Attempts
             * @description Number of attempts, each at one target.
             */
            attempts: number | null;
            /**
             * Attempted Targets
             * @description The attempts in order, at most eight.
             */
            attempted_targets: components["schemas"]["AttemptEntry"][];
            /**
             * Ttft Ms
             * @description Milliseconds to the first byte of text.
             */
            ttft_ms: number | null;
            /**
             * Latency Ms
             * @description Milliseconds to the last byte.
             */
            latency_ms: number | null;
            /**
             * Admitted At
             * Format: date-time
             * @description When it was admitted, or refused.
             */
            admitted_at: string;
            /**
             * Ended At
             * @description When it ended; null while in flight.
             */
            ended_at: string | null;
        };
        /**
         * RequestLogList
         * @description A page of request logs.
         */
        RequestLogList: {
            /**
             * Data
             * @description Request logs, newest first.
             */
            data: components["schemas"]["RequestLogEntry"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read the next page; null on the last page.
             */
            next_cursor: string | null;
        };
        /**
         * RoleRequest
         * @description A member's new role.
         */
        RoleRequest: {
            /**
             * Role
             * @description The new role. Only owners can grant or revoke the role of owner.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
        };
        /**
         * RotationRequest
         * @description Options of a rotation.
         */
        RotationRequest: {
            /**
             * Grace Seconds
             * @description How long the old key works beside the new one. 0: it stops at once.
             * @default 86400
             */
            grace_seconds: number;
        };
        /**
         * SearchResults
         * @description All matches, at most 20 of each kind.
         */
        SearchResults: {
            /**
             * Users
             * @description Matched by id, address, or id at the auth provider.
             */
            users: components["schemas"]["FoundUser"][];
            /**
             * Organizations
             * @description Matched by id, start of the name, or a member's id or address.
             */
            organizations: components["schemas"]["FoundOrganization"][];
            /**
             * Keys
             * @description Matched by id, organisation, or first characters.
             */
            keys: components["schemas"]["FoundKey"][];
            /**
             * Requests
             * @description Matched by id.
             */
            requests: components["schemas"]["FoundRequest"][];
        };
        /**
         * ServingWindowReport
         * @description How a target has served in a stretch of time. null: nothing was measured.
         */
        ServingWindowReport: {
            /**
             * Starts At
             * Format: date-time
             * @description Start of the first step.
             */
            starts_at: string;
            /**
             * Uptime
             * @description Share of the measured time in which it served, degraded or not, from 0 to 1.
             */
            uptime: number | null;
            /**
             * Requests
             * @description Attempts of real requests.
             */
            requests: number;
            /**
             * Failures
             * @description Those that failed.
             */
            failures: number;
            /**
             * Ttft P50 Ms
             * @description Median time to the first text.
             */
            ttft_p50_ms: number | null;
            /**
             * Ttft P95 Ms
             * @description 95th percentile of the same.
             */
            ttft_p95_ms: number | null;
            /**
             * States
             * @description State of each step, oldest first.
             */
            states: (("operational" | "degraded" | "unavailable") | null)[];
        };
        /**
         * ServingWindows
         * @description How a target has served until now.
         */
        ServingWindows: {
            /** @description In steps of a minute. */
            last_30_minutes: components["schemas"]["ServingWindowReport"];
            /** @description In steps of an hour, with the current one. */
            last_24_hours: components["schemas"]["ServingWindowReport"];
            /** @description In steps of a day in UTC, with the current one. */
            last_30_days: components["schemas"]["ServingWindowReport"];
        };
        /**
         * Snippet
         * @description An example call.
         */
        Snippet: {
            /**
             * Id
             * @description Stable id of the example.
             * @example chat-completions
             */
            id: string;
            /**
             * Dialect
             * @description Wire format of the call: whose SDKs use it.
             * @enum {string}
             */
            dialect: "openai" | "anthropic" | "cortensor";
            /**
             * Title
             * @description Title of the example.
             * @example Chat completion
             */
            title: string;
            /**
             * Method
             * @description HTTP method.
             * @enum {string}
             */
            method: "GET" | "POST";
            /**
             * Path
             * @description Path below the API's base URL.
             * @example /v1/chat/completions
             */
            path: string;
            /**
             * Headers
             * @description Headers to send, with `key_placeholder` in place of the API key.
             */
            headers: {
                [key: string]: string;
            };
            /**
             * Body
             * @description JSON body; null: no body.
             */
            body: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * Speed
         * @description Latency and time to first text of requests.
         */
        Speed: {
            /**
             * @description From admission to the last byte.
             * @default {}
             */
            latency_ms: components["schemas"]["Percentiles"];
            /**
             * @description From admission to the first text.
             * @default {}
             */
            ttft_ms: components["schemas"]["Percentiles"];
        };
        /**
         * Status
         * @description Status of the service.
         */
        Status: {
            /**
             * Status
             * @description operational: every offered model is operational; degraded: not every one; unavailable: none serves.
             * @enum {string}
             */
            status: "operational" | "degraded" | "unavailable";
            /**
             * Measured At
             * @description When the routers were last measured. null: there is no recent measurement; the status then says only what is offered.
             */
            measured_at: string | null;
            /**
             * History Available
             * @description false: the history cannot be read right now, so all of it is null.
             */
            history_available: boolean;
            /**
             * Models
             * @description All models, in the order of the catalogue.
             */
            models: components["schemas"]["ModelStatus"][];
        };
        /**
         * StatusWindow
         * @description How a model has served in a stretch of time that ends now. null: nothing was measured.
         */
        StatusWindow: {
            /**
             * Uptime
             * @description Share of the measured time in which the model served, from 0 to 1. Degraded time counts as served.
             * @example 0.9995
             */
            uptime: number | null;
            /**
             * Ttft P50 Ms
             * @description Time to the first text of half of the requests, at most, in milliseconds.
             */
            ttft_p50_ms: number | null;
            /**
             * Ttft P95 Ms
             * @description Time to the first text of 95 % of the requests, at most, in milliseconds.
             */
            ttft_p95_ms: number | null;
            /**
             * Starts At
             * @description Start of the window.
             */
            starts_at: string | null;
            /**
             * States
             * @description The state in each step of the window, oldest first: 30 minutes, 24 hours, or 30 days in UTC. null: nothing was measured in that step.
             */
            states: (("operational" | "degraded" | "unavailable") | null)[];
        };
        /**
         * TargetChange
         * @description A target before and after an action.
         */
        TargetChange: {
            /**
             * Id
             * @description Id of the target.
             * @example tgt_0123456789abcdef
             */
            id: string;
            /** @description Its settings before the action. */
            before: components["schemas"]["TargetSettings"];
            /** @description Its settings after it. Equal to `before` if nothing changed. */
            after: components["schemas"]["TargetSettings"];
        };
        /**
         * TargetChanges
         * @description What an action changed.
         */
        TargetChanges: {
            /**
             * Targets
             * @description The targets that the action names, by id.
             */
            targets: components["schemas"]["TargetChange"][];
        };
        /**
         * TargetRequest
         * @description Change how a target is used. What is omitted stays as it is; name at least one setting.
         */
        TargetRequest: {
            /**
             * Reason
             * @description Reason, for the audit log.
             * @example requested by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description draining: accepts no new requests; disabled: out of service; active: serves.
             */
            state?: ("active" | "draining" | "disabled") | null;
            /**
             * Weight
             * @description Share of the requests relative to the other targets of its tier. 1 unless it was set.
             */
            weight?: number | null;
            /**
             * Tier
             * @description Requests go to the lowest tier that has room. 0 unless it was set.
             */
            tier?: number | null;
            /**
             * Session Limit
             * @description Concurrent requests of the session. null: as configured.
             */
            session_limit?: number | null;
            /**
             * Drain Deadline
             * @description When a draining target counts as disabled, whether it is empty or not. null: never.
             */
            drain_deadline?: string | null;
        };
        /**
         * TargetSettings
         * @description What operators can set for a target.
         */
        TargetSettings: {
            /**
             * State
             * @description active, draining or disabled.
             * @enum {string}
             */
            state: "active" | "draining" | "disabled";
            /**
             * Weight
             * @description Share of the requests relative to the other targets of its tier.
             */
            weight: number;
            /**
             * Tier
             * @description Requests go to the lowest tier that has room.
             */
            tier: number;
            /**
             * Session Limit
             * @description Concurrent requests of the session; null: as configured.
             */
            session_limit: number | null;
            /**
             * Drain Deadline
             * @description When a draining target counts as disabled; null: never.
             */
            drain_deadline: string | null;
        };
        /**
         * TokenQuota
         * @description The monthly token quota and its use.
         */
        TokenQuota: {
            /**
             * Limit
             * @description The plan's quota; null: no quota.
             */
            limit: number | null;
            /**
             * Used
             * @description Prompt and completion tokens since `month_start`, without failed requests and retries.
             */
            used: number;
            /**
             * Month Start
             * Format: date-time
             * @description Start of the calendar month.
             */
            month_start: string;
        };
        /**
         * TokenRequest
         * @description The token of an invitation.
         */
        TokenRequest: {
            /**
             * Token
             * @description The token that you were given.
             */
            token: string;
        };
        /**
         * UsageCounts
         * @description Sums over requests. Each admitted request is settled, abandoned or in flight; `requests` counts all
         *     three. Refused requests were never admitted, and only `refused` counts them.
         */
        UsageCounts: {
            /**
             * Requests
             * @description Admitted requests.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that have ended.
             * @default 0
             */
            settled: number;
            /**
             * In Flight
             * @description Requests that have not ended yet.
             * @default 0
             */
            in_flight: number;
            /**
             * Abandoned
             * @description Requests whose end was never reported.
             * @default 0
             */
            abandoned: number;
            /**
             * Refused
             * @description Requests that were refused. They cost nothing and count towards no limit.
             * @default 0
             */
            refused: number;
            /**
             * Errors
             * @description Admitted requests that ended with an error.
             * @default 0
             */
            errors: number;
            /**
             * Client Disconnected
             * @description Requests whose client disconnected before the end.
             * @default 0
             */
            client_disconnected: number;
            /**
             * Prompt Tokens
             * @description Prompt tokens.
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             * @default 0
             */
            completion_tokens: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             * @default 0
             */
            total_tokens: number;
            /**
             * Cost Nanousd
             * @description Price in nano-USD (1 USD is 1,000,000,000); 0 within a plan's allowance.
             * @default 0
             */
            cost_nanousd: number;
            /**
             * Latency Ms Mean
             * @description Mean milliseconds to the last byte; null without settled requests.
             */
            latency_ms_mean?: number | null;
            /**
             * Ttft Ms Mean
             * @description Mean milliseconds to the first byte of text; null if there was none.
             */
            ttft_ms_mean?: number | null;
        };
        /**
         * UsageEvent
         * @description One request, admitted or refused. Neither prompt nor answer is stored.
         */
        UsageEvent: {
            /**
             * Request Id
             * @description Id of the request, as in its x-request-id header.
             * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
             */
            request_id: string;
            /**
             * Key Id
             * Format: uuid
             * @description Id of the API key that sent it.
             */
            key_id: string;
            /**
             * Model
             * @description Alias of the model; null if a refused request named none that exists.
             * @example oss-20b
             */
            model: string | null;
            /**
             * Route
             * @description Path of the route; null if a refused request had a path that does not exist.
             * @example /v1/chat/completions
             */
            route: string | null;
            /**
             * Stream
             * @description Whether the request asked for a stream.
             */
            stream: boolean;
            /**
             * State
             * @description admitted: in flight; settled: ended; abandoned: its end was never reported; refused: never admitted. The first 100 refused requests of a key and hour are listed, for 30 days.
             * @enum {string}
             */
            state: "admitted" | "settled" | "abandoned" | "refused";
            /**
             * Outcome
             * @description How the request ended: ok, client_disconnected, failed_before_first_byte, failed_after_first_byte, deadline, abandoned or refused; null while in flight.
             * @example ok
             */
            outcome: ("ok" | "client_disconnected" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned" | "refused") | null;
            /**
             * Status
             * @description HTTP status of the response; null while in flight.
             * @example 200
             */
            status: number | null;
            /**
             * Error Code
             * @description Code of the error; null if it ended without one.
             * @example null
             */
            error_code: string | null;
            /**
             * Error Param
             * @description Field or header at fault, if the request was refused for one.
             * @example null
             */
            error_param: string | null;
            /**
             * Prompt Tokens
             * @description Prompt tokens; an estimate while in flight.
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             */
            completion_tokens: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             */
            total_tokens: number;
            /**
             * Token Source
             * @description router: counted by the model's tokenizer; estimated: by the documented estimator.
             * @enum {string}
             */
            token_source: "router" | "estimated";
            /**
             * Cost Nanousd
             * @description Price in nano-USD (1 USD is 1,000,000,000).
             */
            cost_nanousd: number;
            /**
             * Ttft Ms
             * @description Milliseconds to the first byte of text; null if there was none.
             */
            ttft_ms: number | null;
            /**
             * Latency Ms
             * @description Milliseconds to the last byte; null while in flight.
             */
            latency_ms: number | null;
            /**
             * Admitted At
             * Format: date-time
             * @description When it was admitted, or refused.
             */
            admitted_at: string;
            /**
             * Settled At
             * @description When it ended, or was refused; null while in flight.
             */
            settled_at: string | null;
            /**
             * Key Name
             * @description Name of its API key.
             * @example production
             */
            key_name: string;
        };
        /**
         * UsageEventList
         * @description A page of requests.
         */
        UsageEventList: {
            /**
             * Data
             * @description Requests, newest first.
             */
            data: components["schemas"]["UsageEvent"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read the next page; null on the last page.
             * @example null
             */
            next_cursor: string | null;
        };
        /**
         * UsageExport
         * @description All selected requests.
         */
        UsageExport: {
            /**
             * Data
             * @description Requests, newest first.
             */
            data: components["schemas"]["UsageEvent"][];
        };
        /**
         * UsageReceipt
         * @description One request and what was charged for it.
         */
        UsageReceipt: {
            /**
             * Request Id
             * @description Id of the request, as in its x-request-id header.
             * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
             */
            request_id: string;
            /**
             * Key Id
             * Format: uuid
             * @description Id of the API key that sent it.
             */
            key_id: string;
            /**
             * Model
             * @description Alias of the model; null if a refused request named none that exists.
             * @example oss-20b
             */
            model: string | null;
            /**
             * Route
             * @description Path of the route; null if a refused request had a path that does not exist.
             * @example /v1/chat/completions
             */
            route: string | null;
            /**
             * Stream
             * @description Whether the request asked for a stream.
             */
            stream: boolean;
            /**
             * State
             * @description admitted: in flight; settled: ended; abandoned: its end was never reported; refused: never admitted. The first 100 refused requests of a key and hour are listed, for 30 days.
             * @enum {string}
             */
            state: "admitted" | "settled" | "abandoned" | "refused";
            /**
             * Outcome
             * @description How the request ended: ok, client_disconnected, failed_before_first_byte, failed_after_first_byte, deadline, abandoned or refused; null while in flight.
             * @example ok
             */
            outcome: ("ok" | "client_disconnected" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned" | "refused") | null;
            /**
             * Status
             * @description HTTP status of the response; null while in flight.
             * @example 200
             */
            status: number | null;
            /**
             * Error Code
             * @description Code of the error; null if it ended without one.
             * @example null
             */
            error_code: string | null;
            /**
             * Error Param
             * @description Field or header at fault, if the request was refused for one.
             * @example null
             */
            error_param: string | null;
            /**
             * Prompt Tokens
             * @description Prompt tokens; an estimate while in flight.
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @description Completion tokens.
             */
            completion_tokens: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             */
            total_tokens: number;
            /**
             * Token Source
             * @description router: counted by the model's tokenizer; estimated: by the documented estimator.
             * @enum {string}
             */
            token_source: "router" | "estimated";
            /**
             * Cost Nanousd
             * @description Price in nano-USD (1 USD is 1,000,000,000).
             */
            cost_nanousd: number;
            /**
             * Ttft Ms
             * @description Milliseconds to the first byte of text; null if there was none.
             */
            ttft_ms: number | null;
            /**
             * Latency Ms
             * @description Milliseconds to the last byte; null while in flight.
             */
            latency_ms: number | null;
            /**
             * Admitted At
             * Format: date-time
             * @description When it was admitted, or refused.
             */
            admitted_at: string;
            /**
             * Settled At
             * @description When it ended, or was refused; null while in flight.
             */
            settled_at: string | null;
            /**
             * Key Name
             * @description Name of its API key.
             * @example production
             */
            key_name: string;
            /**
             * Charged For
             * @description Which tokens the price includes, by how the request ended; null while in flight. On a plan with an allowance the price is 0 in any case.
             * @example prompt and completion
             */
            charged_for: ("prompt and completion" | "prompt and produced" | "nothing") | null;
        };
        /**
         * UsageSummary
         * @description Usage over a time range, and the current allowance.
         */
        UsageSummary: {
            /**
             * Range
             * @description The requested range; custom: given by start and end.
             * @enum {string}
             */
            range: "24h" | "7d" | "30d" | "90d" | "month" | "custom";
            /**
             * Start
             * Format: date-time
             * @description Start of the range, a full hour.
             */
            start: string;
            /**
             * End
             * Format: date-time
             * @description End of the range, a full hour; for a range until now, the end of the current hour.
             */
            end: string;
            /**
             * Plan
             * @description Id of the organisation's plan.
             * @example free
             */
            plan: string;
            /** @description Sums over the whole range. */
            totals: components["schemas"]["UsageCounts"];
            /**
             * Refusals
             * @description Refused requests by status and code, most frequent first. All count, listed or not.
             */
            refusals: components["schemas"]["RefusalCount"][];
            /** @description Speed of all requests in the range. */
            speed: components["schemas"]["Speed"];
            /**
             * Allowance
             * @description The plan's limits, shortest window first.
             */
            allowance: components["schemas"]["Allowance"][];
            /**
             * By Model
             * @description By model, most used first.
             */
            by_model: components["schemas"]["ModelUsage"][];
            /**
             * By Day
             * @description By day (UTC), oldest first, including days without usage.
             */
            by_day: components["schemas"]["DayUsage"][];
            /**
             * By Hour
             * @description By hour, oldest first, for ranges up to 7d; without hours that have no usage.
             */
            by_hour: components["schemas"]["HourUsage"][];
            /**
             * By Key
             * @description By API key, most used first.
             */
            by_key: components["schemas"]["KeyUsage"][];
        };
        /**
         * User
         * @description A user.
         */
        User: {
            /**
             * Id
             * Format: uuid
             * @description Id of the user in the portal.
             */
            id: string;
            /**
             * Email
             * @description E-mail address, as the auth provider last reported it; null for wallets.
             * @example ada@example.com
             */
            email: string | null;
            /**
             * Display Name
             * @description Display name; may be empty.
             * @example Ada
             */
            display_name: string;
            /**
             * Auth Provider
             * @description The user's auth provider.
             * @enum {string}
             */
            auth_provider: "supabase" | "clerk";
            /**
             * Created At
             * Format: date-time
             * @description When the account was created.
             */
            created_at: string;
        };
        /**
         * UserMembership
         * @description An organisation of a user, with the user's role.
         */
        UserMembership: {
            /**
             * Id
             * Format: uuid
             * @description Id of the organisation.
             */
            id: string;
            /**
             * Name
             * @description Name that its members see.
             */
            name: string;
            /**
             * Role
             * @description The user's role.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
        };
        /**
         * WithdrawnInvitation
         * @description A withdrawn invitation, which can no longer be accepted.
         */
        WithdrawnInvitation: {
            /**
             * Id
             * Format: uuid
             * @description Id of the invitation.
             */
            id: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    me: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    profile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    change_profile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    export_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountExport"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedAccount"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `recent_sign_in_required`: The user signed in more than 10 minutes ago, and this cannot be undone. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `last_owner`: The organisation would be left without an owner. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_organizations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    create_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description A string of your choice, such as a new UUID. A retry with the same key and body within 24 hours creates nothing and returns the first response. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `email_not_verified`: The e-mail address of the account is not verified yet. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. `too_many`: The limit on the number of these resources is reached. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    rename_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the organisation, one of the user's. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description Maximum number of items. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the first page. */
                cursor?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the organisation, one of the user's. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: {
                /** @description Also revoke the API keys of the organisation that the member created. */
                revoke_keys?: boolean;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the member. */
                user_id: string;
                /** @description Id of the organisation, one of the user's. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedMember"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. `last_owner`: The organisation would be left without an owner. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    change_member_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the member. */
                user_id: string;
                /** @description Id of the organisation, one of the user's. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. `last_owner`: The organisation would be left without an owner. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the organisation, one of the user's. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description A string of your choice, such as a new UUID. A retry with the same key and body within 24 hours creates nothing and returns the first response. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description Id of the organisation, one of the user's. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `email_not_verified`: The e-mail address of the account is not verified yet. `organization_suspended`: The organisation is suspended. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. `too_many`: The limit on the number of these resources is reached. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    withdraw_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the invitation. */
                invitation_id: string;
                /** @description Id of the organisation, one of the user's. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawnInvitation"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    preview_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPreview"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `email_not_verified`: The e-mail address of the account is not verified yet. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnsweredInvitation"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `email_not_verified`: The e-mail address of the account is not verified yet. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    decline_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnsweredInvitation"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `email_not_verified`: The e-mail address of the account is not verified yet. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: {
                /** @description Maximum number of items. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the first page. */
                cursor?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description A string of your choice, such as a new UUID. A retry with the same key and body within 24 hours creates nothing and returns the first response. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `email_not_verified`: The e-mail address of the account is not verified yet. `organization_suspended`: The organisation is suspended. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. `too_many_keys`: The organisation has reached its limit of API keys. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `key_service_unavailable`: API keys cannot be created or revoked at the moment. `policy_unavailable`: The model catalogue cannot be read at the moment. `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    rotate_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description A string of your choice, such as a new UUID. A retry with the same key and body within 24 hours creates nothing and returns the first response. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description Id of the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotationRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `email_not_verified`: The e-mail address of the account is not verified yet. `organization_suspended`: The organisation is suspended. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. `too_many_keys`: The organisation has reached its limit of API keys. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `key_service_unavailable`: API keys cannot be created or revoked at the moment. `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `key_service_unavailable`: API keys cannot be created or revoked at the moment. `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    change_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `key_service_unavailable`: API keys cannot be created or revoked at the moment. `policy_unavailable`: The model catalogue cannot be read at the moment. `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    usage_summary: {
        parameters: {
            query?: {
                /** @description Only requests for this model. */
                model?: string | null;
                /** @description Only requests with this API key. */
                key_id?: string | null;
                /** @description Range until now; custom: from `from` to `to`. */
                range?: "24h" | "7d" | "30d" | "90d" | "month" | "custom";
                /** @description Start of a custom range, instead of `range`: a full hour in UTC. */
                from?: string | null;
                /** @description End of a custom range, a full hour in UTC. Omitted: now. */
                to?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageSummary"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    usage_events: {
        parameters: {
            query?: {
                /** @description Maximum number of requests. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the newest requests. */
                cursor?: string | null;
                /** @description Only requests for this model. */
                model?: string | null;
                /** @description Only requests with this API key. */
                key_id?: string | null;
                /** @description Only requests that ended like this. */
                outcome?: ("ok" | "client_disconnected" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned" | "refused") | null;
                /** @description Only requests admitted at or after this time. */
                from?: string | null;
                /** @description Only requests admitted before this time. */
                to?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageEventList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    usage_receipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the request, as in its x-request-id header. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    usage_export: {
        parameters: {
            query?: {
                /** @description csv or json. */
                format?: "csv" | "json";
                /** @description Only requests for this model. */
                model?: string | null;
                /** @description Only requests with this API key. */
                key_id?: string | null;
                /** @description Only requests that ended like this. */
                outcome?: ("ok" | "client_disconnected" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned" | "refused") | null;
                /** @description Only requests admitted at or after this time. */
                from?: string | null;
                /** @description Only requests admitted before this time. */
                to?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": components["schemas"]["UsageExport"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_plans: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    billing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Billing"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    ledger: {
        parameters: {
            query?: {
                /** @description Maximum number of entries. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the newest entries. */
                cursor?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerPage"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_models: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `policy_unavailable`: The model catalogue cannot be read at the moment. `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    status: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `policy_unavailable`: The model catalogue cannot be read at the moment. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    docs: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Docs"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `policy_unavailable`: The model catalogue cannot be read at the moment. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    find: {
        parameters: {
            query: {
                /** @description An id, an e-mail address, the start of an organisation's name, or the first characters of an API key (never the whole key: only eight are compared). */
                q: string;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    inspect_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the user. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedUser"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    inspect_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the organisation. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedOrganization"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_organization_keys: {
        parameters: {
            query?: {
                /** @description Maximum number of items. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the first page. */
                cursor?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the organisation. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedKeyList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    organization_ledger: {
        parameters: {
            query?: {
                /** @description Maximum number of items. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the newest items. */
                cursor?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the organisation. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerPage"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    inspect_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the API key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedKey"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    list_request_logs: {
        parameters: {
            query?: {
                /** @description Only those of this organisation. */
                organization_id?: string | null;
                /** @description Only those of this API key. */
                key_id?: string | null;
                /** @description Maximum number of items. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the newest items. */
                cursor?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLogList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    inspect_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the request. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedRequest"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    inspect_request_log: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the request. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLogEntry"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    admin_models: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminModelList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    admin_pools: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPoolList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    audit_log: {
        parameters: {
            query?: {
                /** @description Only entries of this organisation. */
                organization_id?: string | null;
                /** @description Only entries of this user or job. */
                actor?: string | null;
                /** @description Only entries about this resource. */
                target_id?: string | null;
                /** @description Only this action. */
                action?: string | null;
                /** @description Maximum number of items. */
                limit?: number;
                /** @description `next_cursor` of the previous page. Omitted: the newest items. */
                cursor?: string | null;
            };
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of an earlier response. If it is still current, the status is 304. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryList"];
                };
            };
            /** @description The earlier response is still current. */
            304: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Tag of this response. Send it as `If-None-Match` with the next request.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `too_many_sign_ups`: Too many new accounts came from the same network within a day. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    set_user_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the user. */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountStateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    set_organization_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the organisation. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountStateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    set_key_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the API key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyStateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `key_service_unavailable`: API keys cannot be created or revoked at the moment. `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    set_model_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Alias of the model. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelStateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    set_pool_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Name of the pool. */
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolStateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    set_target: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the target. */
                target_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetChanges"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    set_router: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the router. */
                router_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetChanges"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. `invalid_request`: A parameter is not valid. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    change_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the organisation. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `key_service_unavailable`: API keys cannot be created or revoked at the moment. `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    grant_credit: {
        parameters: {
            query?: never;
            header?: {
                /** @description A retry with the same key grants nothing more. Omitted: each call grants. */
                "idempotency-key"?: string | null;
                /** @description Id of the organisation to act for, one of the user's. Omitted: the organisation of the Clerk session, otherwise the personal organisation. */
                "x-organization-id"?: string | null;
            };
            path: {
                /** @description Id of the organisation. */
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credit"];
                };
            };
            /** @description `malformed_body`: The request body is not valid JSON. */
            400: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `invalid_session`: The session token is missing, invalid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `resource_not_found`: The resource does not exist, or you have no access to it. */
            404: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `conflict`: The request conflicts with the current state of the resource. */
            409: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unsupported_content_encoding`: The request body is compressed. */
            415: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `rate_limit_exceeded`: Too many changes by the user or in the organisation. Wait as long as `retry-after` says. */
            429: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /** @description Seconds until the request can pass. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description `service_unavailable`: Sessions cannot be verified at the moment. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request. Quote it to support.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
}
