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
         * Who is signed in
         * @description The user, their organisations, and plan, limits and allowance of the organisation they act for.
         *
         *     The first call after a sign-up makes the account, with an organisation of its own on the free plan.
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
         * Read one's profile
         * @description The user who is signed in. Address and sign-in are the auth provider's; change them there.
         */
        get: operations["profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change one's profile
         * @description Change what the portal calls the user. Members of their organisations read it too.
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
         * Take one's data along
         * @description Everything that is kept about the user, as one document.
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
         * Delete one's account
         * @description Erase the user for ever: name, address, sign-in, memberships, request logs; at once.
         *
         *     Organisations without another member are closed and their keys revoked. Usage, ledger and audit log keep
         *     ids, which name nobody any more. Whoever alone owns an organisation with other members makes another owner
         *     first.
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
         * @description The organisations the user belongs to. To switch to one, send its id as `x-organization-id`.
         */
        get: operations["list_organizations"];
        put?: never;
        /**
         * Make an organisation
         * @description Make a team on the free plan, with the user as its owner. It has its own keys, usage and limits.
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
         * @description Give the organisation another name. Owners and admins may.
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
         * @description Everybody who belongs to the organisation, for every member to see.
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
         * @description Take a member out; with one's own id, leave. Binds with the next call.
         *
         *     Everybody may leave but the last owner. Owners may remove everybody else, admins admins and members.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /**
         * Change a member's role
         * @description Give a member another role. Owners may change every role, admins those of admins and members.
         *
         *     The last owner stays one. Who becomes a plain member has their open invitations withdrawn.
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
         * @description Invitations that nobody has answered and that have not expired. For owners and admins.
         */
        get: operations["list_invitations"];
        put?: never;
        /**
         * Invite somebody
         * @description Invite an address into a team; the answer holds the token to pass on. Good for seven days, once.
         *
         *     Owners and admins may; inviting the same address again makes the token before it worthless. Nobody can
         *     be invited into a personal organisation. Under an `Idempotency-Key` one invitation is made; once it was
         *     answered, the same request is answered with it, without its token.
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
         * @description Make an open invitation worthless. Owners and admins may.
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
         * Look at an invitation
         * @description What an invitation is for, for the one who is invited. Changes nothing.
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
         * @description Join the organisation. The user's address must be the one that was invited; a token works once.
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
         * @description Say no. The token is worthless afterwards.
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
         * List keys
         * @description All keys of the organisation, revoked ones included. Secrets are not among what can be read.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Make a key
         * @description Make a key for the organisation. The answer holds its secret: the only time it is ever shown.
         *
         *     With an `Idempotency-Key` the request may be sent again until it is answered, and makes one key. Once it
         *     was answered, the same request is answered with the same key, without its secret.
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
         * Rotate a key
         * @description Replace a key by a new one, alike in all but its secret; both work until the grace ends.
         *
         *     The list of keys shows when the old one was last used: revoke it earlier, or wait, as that says. A key can
         *     be rotated once; afterwards, its successor can. Under an `Idempotency-Key` as making a key is.
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
         * Revoke a key
         * @description Revoke a key, for ever. The gateway refuses it within about two seconds.
         *
         *     Revoking a revoked key changes nothing and answers the same. Members may revoke keys they made, owners and
         *     admins all.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        /**
         * Change a key
         * @description Change name, expiry, models or limit of a key that is in force. Its secret stays.
         *
         *     Members may change keys they made, owners and admins all. Sending the same change again is safe.
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
         * Sum up usage
         * @description Usage of the organisation over a span, and where its limits stand now. Seconds behind the gateway.
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
         * @description Requests of the organisation, newest first. Reading on by cursor neither repeats nor skips any.
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
         * Show one request
         * @description The receipt of one request: its tokens, its price, how it ended and what was charged for it.
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
         * @description Every request that is selected, newest first, as one document: CSV with a head line, or JSON.
         *
         *     It is sent while it is read, so any range can be exported; one that takes longer than half a minute is cut
         *     off without its end, and should be asked for in parts. In the CSV an apostrophe stands before what a
         *     spreadsheet would run as a formula in a key's name.
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
         * @description The plans that are offered, and the organisation's own where that is offered no more.
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
         * Plan, allowance and balance
         * @description The organisation's plan, what is left of it, and its balance. Seconds behind the gateway.
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
         * Read the ledger
         * @description Every movement of the organisation's money, newest first. For owners and admins.
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
         * @description The catalogue: what each model is, whether it serves, and whether the organisation may use it.
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
         * Which models serve
         * @description Whether each model serves, as the gateway decides it. No sign-in is needed.
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
         * Example calls
         * @description Example calls of the hosted API, with a model that serves. No sign-in is needed.
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
         * Find anything
         * @description Users, organisations, keys and requests that fit, at most 20 of each.
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
         * @description The user, whether they are locked out, and the organisations they belong to.
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
         * @description The organisation with its members, plan, balance, where its limits stand, and 30 days of usage.
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
         * List the keys of an organisation
         * @description Metadata of all its keys; none where there is no such organisation.
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
         * Read the ledger of an organisation
         * @description Every movement of its money, newest first.
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
         * Inspect a key
         * @description The key's metadata. Neither its secret nor a hash of it can be read.
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
         * @description What is kept of requests: how they went, never what was said. Kept as long as the retention setting.
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
         * @description Its receipt and, until the retention setting removes it, its log.
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
         * Read the log of a request
         * @description What is kept of one request, until the retention setting removes it.
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
         * @description The catalogue with the pool that serves each model.
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
         * List pools and their states
         * @description All pools, and the routers whose state was set by hand.
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
         * Read the audit log
         * @description Every action of operators, and every change of keys and organisations, newest first.
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
         * @description Lock a user out of the portal at once, and the keys of their own organisation within 2.5 s; or take
         *     them back. Teams they belong to go on.
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
         * @description Refuse all keys of an organisation within 2.5 s, or take it back. Members still read their pages.
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
         * Disable a key
         * @description Refuse a key within 2.5 s, or enable it again, which its key service may learn some 10 s later. Revoked
         *     keys stay so.
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
         * Switch a model off
         * @description Refuse requests for a model within 2.5 s, or offer it again.
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
         * @description Send a pool no new requests within 2.5 s, or put it back. What runs there ends in peace.
         */
        put: operations["set_pool_state"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/portal/admin/pools/{pool}/target-state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Drain one router
         * @description The same for one router of a pool, named by its URL; the others go on.
         */
        put: operations["set_target_state"];
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
         * @description Put an organisation on another plan: models, streams and tokens within 2.5 s, windows within half a
         *     minute.
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
         * @description Add to an organisation's balance: one entry of the ledger, with the reason. It cannot be removed.
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
         * @description Everything that is kept about the user. Prompts and answers are not: nothing stores them.
         */
        AccountExport: {
            /** @description Who they are. */
            user: components["schemas"]["ExportedUser"];
            /**
             * Organizations
             * @description Where the user belongs.
             */
            organizations: components["schemas"]["ExportedOrganization"][];
            /**
             * Api Keys
             * @description Keys the user made.
             */
            api_keys: components["schemas"]["ExportedKey"][];
            /**
             * Invitations
             * @description Invitations made by or for the user.
             */
            invitations: components["schemas"]["ExportedInvitation"][];
            /**
             * Usage By Day
             * @description Usage of the organisations the user owns.
             */
            usage_by_day: components["schemas"]["ExportedDay"][];
            /**
             * Actions
             * @description What the user did: the newest 1,000 entries.
             */
            actions: components["schemas"]["ExportedAction"][];
        };
        /**
         * AccountStateRequest
         * @description Suspend a user or an organisation, or take them back.
         */
        AccountStateRequest: {
            /**
             * Reason
             * @description Why, for the audit log.
             * @example asked for by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description suspended: locked out, keys refused; active: as before.
             * @enum {string}
             */
            state: "active" | "suspended";
        };
        /**
         * AdminModel
         * @description A model of the catalogue as operators see it.
         */
        AdminModel: {
            /**
             * Id
             * @description Its alias.
             * @example oss-20b
             */
            id: string;
            /**
             * Display Name
             * @description What pages call it.
             */
            display_name: string;
            /**
             * Pool
             * @description The pool that serves it.
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
         * @description The catalogue.
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
             * @description Its public name.
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
             * Targets
             * @description Routers whose state was set; the others are active.
             */
            targets: components["schemas"]["AdminTarget"][];
        };
        /**
         * AdminPoolList
         * @description All pools.
         */
        AdminPoolList: {
            /**
             * Data
             * @description By name.
             */
            data: components["schemas"]["AdminPool"][];
        };
        /**
         * AdminTarget
         * @description A router whose state was set by hand.
         */
        AdminTarget: {
            /**
             * Url
             * @description Base URL, as configured at the gateway. Internal: customers never see it.
             */
            url: string;
            /**
             * State
             * @description active, draining or disabled.
             * @enum {string}
             */
            state: "active" | "draining" | "disabled";
        };
        /**
         * Allowance
         * @description Where one limit stands: a sliding window, as the gateway counts it.
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
             * @description key: counted for each key, and `used` is the busiest key's; organization: over all keys.
             * @enum {string}
             */
            scope: "key" | "organization";
            /**
             * Limit
             * @description How many requests are allowed in any `seconds`.
             * @example 1000
             */
            limit: number;
            /**
             * Used
             * @description How many count at the moment.
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
             * @description When the current window ends; its requests count less and less from then on.
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
             * @description The organisation it was for.
             */
            organization_id: string;
            /**
             * Accepted
             * @description Whether the user belongs to it now.
             */
            accepted: boolean;
        };
        /**
         * ApiKey
         * @description A key, without its secret.
         */
        ApiKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key; usage refers to it.
             */
            id: string;
            /**
             * Name
             * @description What its owner calls it.
             * @example staging server
             */
            name: string;
            /**
             * Masked
             * @description What may be shown of the secret: its first and last characters.
             * @example ctx_4fQz…9aLm
             */
            masked: string;
            /**
             * Status
             * @description active: works; disabled: switched off, may come back; expired and revoked: for ever.
             * @enum {string}
             */
            status: "active" | "disabled" | "expired" | "revoked";
            /**
             * Models
             * @description Models this key may use; null: whatever its organisation may.
             * @example null
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description A limit of its own; null: the plan's. The smaller one counts.
             * @example null
             */
            requests_per_minute: number | null;
            /**
             * Replaces
             * @description The key whose place it takes since a rotation; null: none. That one's `last_used_at` and `expires_at` say whether it is in use, and until when it works.
             */
            replaces: string | null;
            /**
             * Created By
             * @description The user who made it; null once that account is gone.
             */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Its newest request; null: none so far. Up to a minute behind.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description From when it is refused; null: never.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null: it was not.
             */
            revoked_at: string | null;
        };
        /**
         * ApiKeyChange
         * @description What to change about a key. Fields that are left out stay as they are.
         */
        ApiKeyChange: {
            /**
             * Name
             * @description What you call the key.
             * @default
             * @example production server
             */
            name: string;
            /**
             * Expires At
             * @description From when it is refused; null: never.
             */
            expires_at?: string | null;
            /**
             * Models
             * @description The only models it may use; null: whatever the organisation may.
             */
            models?: string[] | null;
            /**
             * Requests Per Minute
             * @description A limit of its own; null: the plan's.
             */
            requests_per_minute?: number | null;
        };
        /**
         * ApiKeyList
         * @description The keys of an organisation.
         */
        ApiKeyList: {
            /**
             * Data
             * @description All keys, revoked ones included, newest first.
             */
            data: components["schemas"]["ListedApiKey"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read on; null: there are no more.
             */
            next_cursor: string | null;
            /** @description How many keys the organisation may have. */
            allowance: components["schemas"]["KeyAllowance"];
        };
        /**
         * ApiKeyRequest
         * @description A key to be made.
         */
        ApiKeyRequest: {
            /**
             * Name
             * @description What you call the key.
             * @example staging server
             */
            name: string;
            /**
             * Expires At
             * @description From when it is refused; null: never.
             */
            expires_at?: string | null;
            /**
             * Models
             * @description The only models it may use; null: whatever the organisation may.
             */
            models?: string[] | null;
            /**
             * Requests Per Minute
             * @description A limit of its own. The plan's holds as well; the smaller one counts.
             */
            requests_per_minute?: number | null;
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
             * @description When.
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
             * @description The user's address, where they have one.
             */
            actor_email?: string | null;
            /**
             * Organization Id
             * @description The organisation concerned; null: the platform.
             */
            organization_id: string | null;
            /**
             * Action
             * @description What was done.
             * @example organization.state_changed
             */
            action: string;
            /**
             * Target Type
             * @description What was acted on.
             * @example organization
             */
            target_type: string;
            /**
             * Target Id
             * @description Which one.
             */
            target_id: string;
            /**
             * Reason
             * @description Why, where somebody said so.
             */
            reason: string;
            /**
             * Before
             * @description The changed fields as they were.
             */
            before: {
                [key: string]: unknown;
            } | null;
            /**
             * After
             * @description The changed fields as they are.
             */
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * Request Id
             * @description The request of this API that did it.
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
             * @description Newest first.
             */
            data: components["schemas"]["AuditEntry"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read on; null: nothing is older.
             */
            next_cursor: string | null;
        };
        /**
         * Billing
         * @description Plan, allowance and balance of the organisation.
         */
        Billing: {
            /** @description The plan in force. */
            plan: components["schemas"]["Plan"];
            /**
             * Plan Since
             * @description Since when; null: it was never chosen.
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
             * @description What requests under way may still cost, in nano-USD. On a prepaid plan requests are refused while the balance is no more than this.
             * @example 0
             */
            held_nanousd: number;
            /**
             * Month Cost Nanousd
             * @description Price of this calendar month's usage (UTC), in nano-USD.
             */
            month_cost_nanousd: number;
            /** @description Where the month's tokens stand. */
            tokens: components["schemas"]["TokenQuota"];
            /**
             * Allowance
             * @description Where each limit stands now, shortest window first.
             */
            allowance: components["schemas"]["Allowance"][];
            /**
             * Plans
             * @description What `/portal/plans` lists.
             */
            plans: components["schemas"]["Plan"][];
            /**
             * Prices
             * @description What a request let in now costs on a prepaid plan, by model; models that are switched off are left out.
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
             * @description What was acted on.
             * @example organization
             */
            kind: string;
            /**
             * Id
             * @description Which one.
             */
            id: string;
            /**
             * Before
             * @description How it was.
             * @example active
             */
            before: string;
            /**
             * After
             * @description How it is. The same as before: nothing was to be done.
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
             * @description The balance with it, in nano-USD.
             */
            balance_nanousd: number;
        };
        /**
         * CreditRequest
         * @description Give an organisation credit.
         */
        CreditRequest: {
            /**
             * Reason
             * @description Why, for the audit log.
             * @example asked for by the customer, ticket 42
             */
            reason: string;
            /**
             * Amount Nanousd
             * @description How much, in nano-USD (1 USD is 1,000,000,000).
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
             * @description Requests that were let in.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that ended.
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
             * Errors
             * @description Requests that ended in an error.
             * @default 0
             */
            errors: number;
            /**
             * Cancelled
             * @description Requests whose client went away before the end.
             * @default 0
             */
            cancelled: number;
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
             * @description Mean milliseconds to the first byte of text; null where there was none.
             */
            ttft_ms_mean?: number | null;
            /**
             * Models
             * @description Its models, the most used first.
             * @default []
             */
            models: components["schemas"]["ModelPart"][];
            /**
             * Keys
             * @description Its keys, the most used first.
             * @default []
             */
            keys: components["schemas"]["KeyPart"][];
            /**
             * Day
             * Format: date
             * @description The day, in UTC.
             */
            day: string;
        };
        /**
         * Docs
         * @description Example calls, ready to be shown.
         */
        Docs: {
            /**
             * Key Placeholder
             * @description Replace this by an API key.
             * @example $CORTENSOR_API_KEY
             */
            key_placeholder: string;
            /**
             * Model
             * @description The model that the examples use: the first that serves.
             */
            model: string;
            /**
             * Models
             * @description All models that are offered, to choose another.
             */
            models: string[];
            /**
             * Snippets
             * @description One example of each kind of call.
             */
            snippets: components["schemas"]["Snippet"][];
        };
        /**
         * ErasedAccount
         * @description What is left of an account.
         */
        ErasedAccount: {
            /**
             * User Id
             * Format: uuid
             * @description The id that usage, ledger and audit log still name: a pseudonym now.
             */
            user_id: string;
            /**
             * Closed Organizations
             * @description Organisations that had no other member: closed, their keys revoked.
             */
            closed_organizations: string[];
            /**
             * Revoked Keys
             * @description How many keys were revoked.
             */
            revoked_keys: number;
            /**
             * Sign In Deleted
             * @description Whether the auth provider forgot the user too; if not, delete the sign-in there.
             */
            sign_in_deleted: boolean;
        };
        /**
         * ErrorAnswer
         * @description An answer that is no success.
         */
        ErrorAnswer: {
            /** @description The error. */
            error: components["schemas"]["Fault"];
            /**
             * Request Id
             * @description Id of this request, the same as in the x-request-id header; support finds it by this.
             * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
             */
            request_id: string;
        };
        /**
         * ExportedAction
         * @description Something the user did.
         */
        ExportedAction: {
            /**
             * Occurred At
             * Format: date-time
             * @description When.
             */
            occurred_at: string;
            /**
             * Action
             * @description What was done.
             * @example api_key.created
             */
            action: string;
            /**
             * Target Type
             * @description What was acted on.
             */
            target_type: string;
            /**
             * Target Id
             * @description Which one.
             */
            target_id: string;
            /**
             * Request Id
             * @description The request of this API that did it.
             */
            request_id: string | null;
        };
        /**
         * ExportedDay
         * @description A day's usage of an organisation that the user owns.
         */
        ExportedDay: {
            /**
             * Organization Id
             * Format: uuid
             * @description Which organisation.
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
             * @description Requests that were let in.
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
         * @description An invitation the user made or was sent.
         */
        ExportedInvitation: {
            /**
             * Organization Id
             * Format: uuid
             * @description Into which organisation.
             */
            organization_id: string;
            /**
             * Email
             * @description Who was invited.
             */
            email: string;
            /**
             * Role
             * @description As what.
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
             * @description When it was made.
             */
            created_at: string;
        };
        /**
         * ExportedKey
         * @description A key the user made, without its secret.
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
             * @description Whose it is.
             */
            organization_id: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Masked
             * @description Its first and last characters.
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
             * @description When it was made.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Its newest request; null: none.
             */
            last_used_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null: it was not.
             */
            revoked_at: string | null;
        };
        /**
         * ExportedOrganization
         * @description An organisation the user belongs to.
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
             * @description What its members read.
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
             * @description What the user is in it.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Joined At
             * Format: date-time
             * @description Since when.
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
             * @description The portal's id of the user.
             */
            id: string;
            /**
             * Auth Provider
             * @description Who signs the user in.
             */
            auth_provider: string;
            /**
             * Auth Subject
             * @description The provider's id of the user.
             */
            auth_subject: string;
            /**
             * Email
             * @description Address; null for wallets.
             */
            email: string | null;
            /**
             * Display Name
             * @description What the portal calls the user.
             */
            display_name: string;
            /**
             * Suspended At
             * @description Since when they are locked out; null: they are not.
             */
            suspended_at: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When the account was made.
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /**
         * Fault
         * @description What went wrong.
         */
        Fault: {
            /**
             * Code
             * @description What went wrong, for programs. Stable.
             * @example invalid_session
             */
            code: string;
            /**
             * Message
             * @description What went wrong, for people.
             * @example The session has expired.
             */
            message: string;
            /**
             * Param
             * @description The field, query parameter or header at fault, where there is one.
             */
            param?: string | null;
            /**
             * Hint
             * @description What to do about it.
             * @example Sign in to the portal again.
             */
            hint?: string | null;
        };
        /**
         * Found
         * @description Everything that fits, at most 20 of each kind.
         */
        Found: {
            /**
             * Users
             * @description By id, address, or the auth provider's id.
             */
            users: components["schemas"]["FoundUser"][];
            /**
             * Organizations
             * @description By id, begin of the name, or a member's id or address.
             */
            organizations: components["schemas"]["FoundOrganization"][];
            /**
             * Keys
             * @description By id, organisation, or first characters.
             */
            keys: components["schemas"]["FoundKey"][];
            /**
             * Requests
             * @description By id.
             */
            requests: components["schemas"]["FoundRequest"][];
        };
        /**
         * FoundKey
         * @description A key, without its secret.
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
             * @description Whose it is.
             */
            organization_id: string;
            /**
             * Name
             * @description What its owner calls it.
             */
            name: string;
            /**
             * Masked
             * @description Its first and last characters.
             */
            masked: string;
            /**
             * Status
             * @description Its state.
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
             * @description What its members read.
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
             * @description Whether its keys are refused.
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
             * @description Whose it was.
             */
            organization_id: string;
            /**
             * Key Id
             * Format: uuid
             * @description With which key.
             */
            key_id: string;
            /**
             * State
             * @description admitted, settled or abandoned.
             */
            state: string;
            /**
             * Ending
             * @description How it ended; null while in flight.
             */
            ending: string | null;
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
             * @description Their address; null for wallets.
             */
            email: string | null;
            /**
             * Display Name
             * @description What the portal calls them.
             */
            display_name: string;
            /**
             * Suspended
             * @description Whether they are locked out.
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
             * @description Requests that were let in.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that ended.
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
             * Errors
             * @description Requests that ended in an error.
             * @default 0
             */
            errors: number;
            /**
             * Cancelled
             * @description Requests whose client went away before the end.
             * @default 0
             */
            cancelled: number;
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
             * @description Mean milliseconds to the first byte of text; null where there was none.
             */
            ttft_ms_mean?: number | null;
            /**
             * Models
             * @description Its models, the most used first.
             * @default []
             */
            models: components["schemas"]["ModelPart"][];
            /**
             * Keys
             * @description Its keys, the most used first.
             * @default []
             */
            keys: components["schemas"]["KeyPart"][];
            /**
             * Hour
             * Format: date-time
             * @description Begin of the hour, in UTC.
             */
            hour: string;
        };
        /**
         * InspectedKey
         * @description A key as operators see it.
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
             * @description Whose it is.
             */
            organization_id: string;
            /**
             * Created By
             * @description Who made it; null once that user is gone.
             */
            created_by: string | null;
            /**
             * Name
             * @description What its owner calls it.
             */
            name: string;
            /**
             * Masked
             * @description Its first and last characters.
             */
            masked: string;
            /**
             * Issuer
             * @description Who verifies it.
             * @example unkey
             */
            issuer: string;
            /**
             * Issuer Key Id
             * @description The issuer's own id of it, where it keeps keys.
             */
            issuer_key_id: string | null;
            /**
             * Status
             * @description Its state.
             * @enum {string}
             */
            status: "active" | "disabled" | "revoked";
            /**
             * Models
             * @description Models it may use; null: whatever its organisation may.
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description A limit of its own; null: the plan's.
             */
            requests_per_minute: number | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Its newest request; null: none so far.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description From when it is refused; null: never.
             */
            expires_at: string | null;
            /**
             * Disabled At
             * @description When it was last disabled; null: it is not.
             */
            disabled_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null: it was not.
             */
            revoked_at: string | null;
        };
        /**
         * InspectedKeyList
         * @description The keys of an organisation.
         */
        InspectedKeyList: {
            /**
             * Data
             * @description Revoked ones included, newest first.
             */
            data: components["schemas"]["InspectedKey"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read on; null: there are no more.
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
             * @description Their address.
             */
            email: string | null;
            /**
             * Display Name
             * @description What the portal calls them.
             */
            display_name: string;
            /**
             * Role
             * @description What they are in the organisation.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Suspended
             * @description Whether they are locked out.
             */
            suspended: boolean;
        };
        /**
         * InspectedOrganization
         * @description An organisation as operators see it, with where its limits stand and what it used.
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
             * @description What its members read.
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
             * @description Since when its keys are refused; null: they are not.
             */
            suspended_at: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Plan
             * @description The plan in force.
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
             * @description Models of its own instead of the plan's; null: the plan's.
             */
            models: string[] | null;
            /**
             * Members
             * @description Who belongs to it, in the order of joining.
             */
            members: components["schemas"]["InspectedMember"][];
            /**
             * Keys
             * @description How many keys it has, by status.
             * @example {
             *       "active": 2
             *     }
             */
            keys: {
                [key: string]: number;
            };
            /**
             * Allowance
             * @description Where each limit of the plan stands now.
             */
            allowance: components["schemas"]["Allowance"][];
            /** @description Where the month's tokens stand. */
            tokens: components["schemas"]["TokenQuota"];
            /** @description Its usage in the last 30 days. */
            usage: components["schemas"]["UsageCounts"];
        };
        /**
         * InspectedRequest
         * @description Everything that is known of one request.
         */
        InspectedRequest: {
            /**
             * Organization Id
             * Format: uuid
             * @description Whose it was.
             */
            organization_id: string;
            /** @description Its usage and price, which are kept for ever. */
            receipt: components["schemas"]["UsageReceipt"];
            /** @description Its log; null once the retention setting has removed it. */
            log: components["schemas"]["RequestLog"] | null;
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
             * @description Their address; null for wallets and erased accounts.
             */
            email: string | null;
            /**
             * Display Name
             * @description What the portal calls them.
             */
            display_name: string;
            /**
             * Auth Provider
             * @description Who signs them in.
             */
            auth_provider: string;
            /**
             * Suspended At
             * @description Since when they are locked out; null: they are not.
             */
            suspended_at: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When the account was made.
             */
            created_at: string;
            /**
             * Platform Admin
             * @description Whether they operate the platform.
             */
            platform_admin: boolean;
            /**
             * Organizations
             * @description Where they belong.
             */
            organizations: components["schemas"]["UserMembership"][];
        };
        /**
         * Invitation
         * @description An invitation that nobody has answered yet.
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
             * @description Who is invited.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description As what.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when it can be accepted.
             */
            expires_at: string;
        };
        /**
         * InvitationList
         * @description Invitations into the organisation that are open.
         */
        InvitationList: {
            /**
             * Data
             * @description Newest first; those that have expired are left out.
             */
            data: components["schemas"]["Invitation"][];
        };
        /**
         * InvitationPreview
         * @description What somebody is invited to, before they answer.
         */
        InvitationPreview: {
            /**
             * Organization Id
             * Format: uuid
             * @description Into which organisation.
             */
            organization_id: string;
            /**
             * Organization Name
             * @description What its members call it.
             * @example Analytical Engines
             */
            organization_name: string;
            /**
             * Email
             * @description The address that is invited.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description As what.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Expires At
             * Format: date-time
             * @description Until when it can be accepted.
             */
            expires_at: string;
        };
        /**
         * InvitationRequest
         * @description An invitation to be made.
         */
        InvitationRequest: {
            /**
             * Email
             * @description Address of the one to invite; only an account with it can accept.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description What they are to be. Only owners invite owners.
             * @default member
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
        };
        /**
         * KeyAllowance
         * @description How many keys an organisation may have.
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
             * @description How many keys may be in force at a time.
             * @example 50
             */
            limit: number;
            /**
             * Used
             * @description How many are.
             * @example 2
             */
            used: number;
        };
        /**
         * KeyPart
         * @description One key's part.
         */
        KeyPart: {
            /**
             * Requests
             * @description Requests that were let in.
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
         * @description Disable a key, or enable it again.
         */
        KeyStateRequest: {
            /**
             * Reason
             * @description Why, for the audit log.
             * @example asked for by the customer, ticket 42
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
         * @description Usage of one key.
         */
        KeyUsage: {
            /**
             * Requests
             * @description Requests that were let in.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that ended.
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
             * Errors
             * @description Requests that ended in an error.
             * @default 0
             */
            errors: number;
            /**
             * Cancelled
             * @description Requests whose client went away before the end.
             * @default 0
             */
            cancelled: number;
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
             * @description Mean milliseconds to the first byte of text; null where there was none.
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
             * @description What it is called.
             * @example production
             */
            name: string;
        };
        /**
         * LedgerEntry
         * @description One movement of money. Entries are never changed or removed.
         */
        LedgerEntry: {
            /**
             * Id
             * @description Number of the entry.
             */
            id: number;
            /**
             * Kind
             * @description usage: a request; credit: paid or granted; refund: given back; adjustment: by hand.
             * @enum {string}
             */
            kind: "usage" | "credit" | "refund" | "adjustment";
            /**
             * Amount Nanousd
             * @description Nano-USD; negative takes from the balance.
             */
            amount_nanousd: number;
            /**
             * Source Id
             * @description What it is for: the request of usage and refunds, else the payment or grant.
             */
            source_id: string;
            /**
             * Reason
             * @description Why, where somebody decided; may be empty.
             */
            reason: string;
            /**
             * Occurred At
             * Format: date-time
             * @description When what it is for happened.
             */
            occurred_at: string;
            /**
             * Created At
             * Format: date-time
             * @description When it was written.
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
             * @description Newest first.
             */
            data: components["schemas"]["LedgerEntry"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read on; null: nothing is older.
             */
            next_cursor: string | null;
        };
        /**
         * ListedApiKey
         * @description A key among the others, and how much it is used.
         */
        ListedApiKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key; usage refers to it.
             */
            id: string;
            /**
             * Name
             * @description What its owner calls it.
             * @example staging server
             */
            name: string;
            /**
             * Masked
             * @description What may be shown of the secret: its first and last characters.
             * @example ctx_4fQz…9aLm
             */
            masked: string;
            /**
             * Status
             * @description active: works; disabled: switched off, may come back; expired and revoked: for ever.
             * @enum {string}
             */
            status: "active" | "disabled" | "expired" | "revoked";
            /**
             * Models
             * @description Models this key may use; null: whatever its organisation may.
             * @example null
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description A limit of its own; null: the plan's. The smaller one counts.
             * @example null
             */
            requests_per_minute: number | null;
            /**
             * Replaces
             * @description The key whose place it takes since a rotation; null: none. That one's `last_used_at` and `expires_at` say whether it is in use, and until when it works.
             */
            replaces: string | null;
            /**
             * Created By
             * @description The user who made it; null once that account is gone.
             */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Its newest request; null: none so far. Up to a minute behind.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description From when it is refused; null: never.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null: it was not.
             */
            revoked_at: string | null;
            /**
             * Requests 7D
             * @description Requests let in with it, over the same hours as the `7d` of a usage summary. Seconds behind the gateway.
             * @example 1204
             */
            requests_7d: number;
        };
        /**
         * Me
         * @description Everything a page needs to know before it shows anything.
         */
        Me: {
            /** @description The user who is signed in. */
            user: components["schemas"]["User"];
            /** @description The organisation acted for: the one named in x-organization-id, else the one their session at Clerk is for, else the user's own. */
            organization: components["schemas"]["Organization"];
            /**
             * Organizations
             * @description All organisations of the user, that one first.
             */
            organizations: components["schemas"]["Organization"][];
            /**
             * Plan
             * @description The organisation's plan.
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
             * @description Where each of those limits stands now. Seconds behind the gateway.
             */
            allowance: components["schemas"]["Allowance"][];
            /**
             * Operator
             * @description Whether the user operates the platform: /portal/admin is for them.
             */
            operator: boolean;
        };
        /**
         * Member
         * @description Somebody who belongs to the organisation.
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
             * @description Their address; null for wallets.
             * @example ada@example.com
             */
            email: string | null;
            /**
             * Display Name
             * @description What the portal calls them; may be empty.
             * @example Ada
             */
            display_name: string;
            /**
             * Role
             * @description owner: everything; admin: all but what concerns owners; member: reading, own keys.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Joined At
             * Format: date-time
             * @description Since when.
             */
            joined_at: string;
        };
        /**
         * MemberList
         * @description Everybody who belongs to the organisation.
         */
        MemberList: {
            /**
             * Data
             * @description Members in the order of joining.
             */
            data: components["schemas"]["Member"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read on; null: there are no more.
             */
            next_cursor: string | null;
        };
        /**
         * Model
         * @description A model that the hosted API offers.
         */
        Model: {
            /**
             * Id
             * @description What goes in a request's `model` field.
             * @example oss-20b
             */
            id: string;
            /**
             * Display Name
             * @description What pages call it.
             * @example OSS 20B
             */
            display_name: string;
            /**
             * Description
             * @description What it is good for, in a sentence.
             */
            description: string;
            /**
             * Context Tokens
             * @description Prompt and answer together, in tokens; null: not promised.
             * @example null
             */
            context_tokens: number | null;
            /**
             * Status
             * @description available: serves; unavailable: for the moment out of service; disabled: switched off.
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
             * @description Since when it is offered.
             */
            created_at: string | null;
        };
        /**
         * ModelList
         * @description The catalogue.
         */
        ModelList: {
            /**
             * Data
             * @description All models, in the order of the catalogue.
             */
            data: components["schemas"]["Model"][];
        };
        /**
         * ModelPart
         * @description One model's part.
         */
        ModelPart: {
            /**
             * Requests
             * @description Requests that were let in.
             */
            requests: number;
            /**
             * Total Tokens
             * @description Prompt and completion tokens.
             */
            total_tokens: number;
            /**
             * Model
             * @description The model's alias.
             * @example oss-20b
             */
            model: string;
        };
        /**
         * ModelPrice
         * @description What a model's tokens cost now.
         */
        ModelPrice: {
            /**
             * Model
             * @description The model.
             * @example oss-20b
             */
            model: string;
            /**
             * Display Name
             * @description What pages call it.
             * @example OSS 20B
             */
            display_name: string;
            /**
             * Input Nanousd Per Token
             * @description Nano-USD for each prompt token: 1,000 are 1 USD per million tokens.
             * @example 50
             */
            input_nanousd_per_token: number;
            /**
             * Output Nanousd Per Token
             * @description Nano-USD for each completion token.
             * @example 200
             */
            output_nanousd_per_token: number;
        };
        /**
         * ModelStateRequest
         * @description Switch a model off or on.
         */
        ModelStateRequest: {
            /**
             * Reason
             * @description Why, for the audit log.
             * @example asked for by the customer, ticket 42
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
         * @description Whether a model serves.
         */
        ModelStatus: {
            /**
             * Id
             * @description The model's alias.
             * @example oss-20b
             */
            id: string;
            /**
             * Display Name
             * @description What pages call it.
             * @example OSS 20B
             */
            display_name: string;
            /**
             * Status
             * @description available: serves; unavailable: for the moment out of service; disabled: switched off.
             * @enum {string}
             */
            status: "available" | "unavailable" | "disabled";
        };
        /**
         * ModelUsage
         * @description Usage of one model.
         */
        ModelUsage: {
            /**
             * Requests
             * @description Requests that were let in.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that ended.
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
             * Errors
             * @description Requests that ended in an error.
             * @default 0
             */
            errors: number;
            /**
             * Cancelled
             * @description Requests whose client went away before the end.
             * @default 0
             */
            cancelled: number;
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
             * @description Mean milliseconds to the first byte of text; null where there was none.
             */
            ttft_ms_mean?: number | null;
            /**
             * @description How fast its requests were.
             * @default {
             *       "latency_ms": {},
             *       "ttft_ms": {}
             *     }
             */
            speed: components["schemas"]["Speed"];
            /**
             * Model
             * @description The model's alias.
             * @example oss-20b
             */
            model: string;
        };
        /**
         * NewApiKey
         * @description A key just made.
         */
        NewApiKey: {
            /**
             * Id
             * Format: uuid
             * @description Id of the key; usage refers to it.
             */
            id: string;
            /**
             * Name
             * @description What its owner calls it.
             * @example staging server
             */
            name: string;
            /**
             * Masked
             * @description What may be shown of the secret: its first and last characters.
             * @example ctx_4fQz…9aLm
             */
            masked: string;
            /**
             * Status
             * @description active: works; disabled: switched off, may come back; expired and revoked: for ever.
             * @enum {string}
             */
            status: "active" | "disabled" | "expired" | "revoked";
            /**
             * Models
             * @description Models this key may use; null: whatever its organisation may.
             * @example null
             */
            models: string[] | null;
            /**
             * Requests Per Minute
             * @description A limit of its own; null: the plan's. The smaller one counts.
             * @example null
             */
            requests_per_minute: number | null;
            /**
             * Replaces
             * @description The key whose place it takes since a rotation; null: none. That one's `last_used_at` and `expires_at` say whether it is in use, and until when it works.
             */
            replaces: string | null;
            /**
             * Created By
             * @description The user who made it; null once that account is gone.
             */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Last Used At
             * @description Its newest request; null: none so far. Up to a minute behind.
             */
            last_used_at: string | null;
            /**
             * Expires At
             * @description From when it is refused; null: never.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null: it was not.
             */
            revoked_at: string | null;
            /**
             * Key
             * @description The secret. This answer is the only place it is ever shown; store it now. Null where the answer is given again for an Idempotency-Key: rotate the key if its secret is lost.
             * @example ctx_4fQzT0aGm2yXr5sWb8nUj1kEoHcVdPi7GK9aLm
             */
            key: string | null;
        };
        /**
         * NewInvitation
         * @description An invitation just made.
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
             * @description Who is invited.
             * @example grace@example.com
             */
            email: string;
            /**
             * Role
             * @description As what.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when it can be accepted.
             */
            expires_at: string;
            /**
             * Token
             * @description What the one who is invited needs to accept. This answer is the only place it is ever shown; it works once. The portal sends no mail: pass it on yourself. Null where the answer is given again for an Idempotency-Key: invite the address again if its token is lost.
             */
            token: string | null;
        };
        /**
         * Organization
         * @description The tenant that keys, usage and plan belong to, as the user is in it.
         */
        Organization: {
            /**
             * Id
             * Format: uuid
             * @description Id of the organisation; goes in the x-organization-id header.
             */
            id: string;
            /**
             * Name
             * @description What its members read.
             * @example Ada
             */
            name: string;
            /**
             * Kind
             * @description personal: made at sign-up for one user; team: made by one.
             * @enum {string}
             */
            kind: "personal" | "team";
            /**
             * Role
             * @description What the user is in it. owner and admin: everything; member: reading, and own keys.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
            /**
             * Members Managed In
             * @description Where people are let in and out. clerk: it mirrors an organisation at Clerk, and is the user's while their session there is for it; the portal changes no members of it.
             * @enum {string}
             */
            members_managed_in: "portal" | "clerk";
            /**
             * Suspended
             * @description Whether its keys are refused at the moment.
             */
            suspended: boolean;
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
        };
        /**
         * OrganizationList
         * @description The organisations of the user.
         */
        OrganizationList: {
            /**
             * Data
             * @description First what the session at Clerk is for, then the user's own, then in the order of joining.
             */
            data: components["schemas"]["Organization"][];
        };
        /**
         * OrganizationRequest
         * @description An organisation to be made, or its new name.
         */
        OrganizationRequest: {
            /**
             * Name
             * @description What its members read.
             * @example Analytical Engines
             */
            name: string;
        };
        /**
         * Percentiles
         * @description Durations that so many in a hundred requests stayed within, to 12 %; null without requests.
         */
        Percentiles: {
            /**
             * P50
             * @description Milliseconds that half of them stayed within.
             */
            p50?: number | null;
            /**
             * P95
             * @description Milliseconds that 95 % stayed within.
             */
            p95?: number | null;
            /**
             * P99
             * @description Milliseconds that 99 % stayed within.
             */
            p99?: number | null;
        };
        /**
         * Plan
         * @description What an organisation may use.
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
             * @description What pages call it.
             * @example Free
             */
            display_name: string;
            /**
             * Description
             * @description What it is for, in a sentence.
             */
            description: string;
            /**
             * Limits
             * @description How many requests, shortest window first.
             */
            limits: components["schemas"]["PlanLimit"][];
            /**
             * Monthly Tokens
             * @description Prompt and completion tokens in a calendar month (UTC); null: no such quota.
             */
            monthly_tokens: number | null;
            /**
             * Concurrent Streams
             * @description Streams at a time; null: no such limit.
             */
            concurrent_streams: number | null;
            /**
             * Models
             * @description Models that may be used; null: all.
             */
            models: string[] | null;
            /**
             * Charging
             * @description allowance: usage costs nothing within the limits; prepaid: each request takes its price from the balance.
             * @enum {string}
             */
            charging: "allowance" | "prepaid";
            /**
             * Current
             * @description Whether the organisation is on it.
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
             * @description key: counted for each key by itself; organization: over all keys of the organisation.
             * @enum {string}
             */
            scope: "key" | "organization";
            /**
             * Limit
             * @description How many requests.
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
         * @description The plans that are offered, and the one the organisation is on.
         */
        PlanList: {
            /**
             * Data
             * @description In the order in which pages show them.
             */
            data: components["schemas"]["Plan"][];
        };
        /**
         * PlanRequest
         * @description Put an organisation on a plan.
         */
        PlanRequest: {
            /**
             * Reason
             * @description Why, for the audit log.
             * @example asked for by the customer, ticket 42
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
         * @description Drain a pool, take it out of service, or put it back.
         */
        PoolStateRequest: {
            /**
             * Reason
             * @description Why, for the audit log.
             * @example asked for by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description draining: takes nothing new; disabled: out of service; active: serves.
             * @enum {string}
             */
            state: "active" | "draining" | "disabled";
        };
        /**
         * ProfileRequest
         * @description What a user may change about themselves.
         */
        ProfileRequest: {
            /**
             * Display Name
             * @description What the portal calls the user; may be empty.
             * @example Ada
             */
            display_name: string;
        };
        /**
         * RemovedMember
         * @description Somebody who belongs to the organisation no more.
         */
        RemovedMember: {
            /**
             * User Id
             * Format: uuid
             * @description Who.
             */
            user_id: string;
            /**
             * Keys In Force
             * @description Keys they made that still work: keys are the organisation's. Revoke those they should no longer have.
             * @example 0
             */
            keys_in_force: number;
        };
        /**
         * RequestLog
         * @description What is kept of a request besides its usage. Neither prompt nor answer is.
         */
        RequestLog: {
            /**
             * Request Id
             * @description Id of the request.
             */
            request_id: string;
            /**
             * Organization Id
             * Format: uuid
             * @description Whose it was.
             */
            organization_id: string;
            /**
             * Key Id
             * Format: uuid
             * @description With which key.
             */
            key_id: string;
            /**
             * Route
             * @description The path that was called.
             */
            route: string;
            /**
             * Model
             * @description Alias of the model.
             */
            model: string;
            /**
             * Pool
             * @description The pool that served it.
             */
            pool: string;
            /**
             * Stream
             * @description Whether a stream was asked for.
             */
            stream: boolean;
            /**
             * Ending
             * @description How it ended; null while in flight.
             */
            ending: string | null;
            /**
             * Status
             * @description HTTP status the client saw.
             */
            status: number | null;
            /**
             * Error Code
             * @description Code of the error, where it ended in one.
             */
            error_code: string | null;
            /**
             * Attempts
             * @description Routers that were tried.
             */
            attempts: number | null;
            /**
             * Client Retry
             * @description How often the client's SDK had tried before.
             */
            client_retry: number | null;
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
             * @description When it was let in.
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
             * @description Newest first.
             */
            data: components["schemas"]["RequestLog"][];
            /**
             * Next Cursor
             * @description Pass it as `cursor` to read on; null: nothing is older.
             */
            next_cursor: string | null;
        };
        /**
         * RoleRequest
         * @description The role a member is to have.
         */
        RoleRequest: {
            /**
             * Role
             * @description The new role. Only owners make or unmake owners.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
        };
        /**
         * RotationRequest
         * @description How to replace a key by a new one.
         */
        RotationRequest: {
            /**
             * Grace Seconds
             * @description How long the old key works beside the new one. 0: it ends at once.
             * @default 86400
             */
            grace_seconds: number;
        };
        /**
         * Snippet
         * @description An example call.
         */
        Snippet: {
            /**
             * Id
             * @description Stable name of the example.
             * @example chat-completions
             */
            id: string;
            /**
             * Dialect
             * @description Whose SDKs speak so.
             * @enum {string}
             */
            dialect: "openai" | "anthropic" | "cortensor";
            /**
             * Title
             * @description What it shows.
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
             * @description Path below the API's address.
             * @example /v1/chat/completions
             */
            path: string;
            /**
             * Headers
             * @description Headers to send; the text of `key_placeholder` stands where the key goes.
             */
            headers: {
                [key: string]: string;
            };
            /**
             * Body
             * @description JSON body; null: none.
             */
            body: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * Speed
         * @description How fast requests were.
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
         * @description How the service is.
         */
        Status: {
            /**
             * Status
             * @description operational: every offered model serves; degraded: some do; down: none does.
             * @enum {string}
             */
            status: "operational" | "degraded" | "down";
            /**
             * Models
             * @description All models, in the order of the catalogue.
             */
            models: components["schemas"]["ModelStatus"][];
        };
        /**
         * TargetStateRequest
         * @description The same for one router of a pool.
         */
        TargetStateRequest: {
            /**
             * Reason
             * @description Why, for the audit log.
             * @example asked for by the customer, ticket 42
             */
            reason: string;
            /**
             * State
             * @description draining: takes nothing new; disabled: out of service; active: serves.
             * @enum {string}
             */
            state: "active" | "draining" | "disabled";
            /**
             * Url
             * @description Base URL of the router, exactly as it is configured at the gateway.
             * @example http://router-1:5010
             */
            url: string;
        };
        /**
         * TokenQuota
         * @description A month's tokens.
         */
        TokenQuota: {
            /**
             * Limit
             * @description How many the plan has; null: no quota.
             */
            limit: number | null;
            /**
             * Used
             * @description Prompt and completion tokens of the month so far, less those of failures and of repeated requests.
             */
            used: number;
            /**
             * Month Start
             * Format: date-time
             * @description Since when they count.
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
             * @description The token, as it was passed on to you.
             */
            token: string;
        };
        /**
         * UsageCounts
         * @description Sums over requests. Each request is settled, abandoned or in flight; `requests` counts all three.
         */
        UsageCounts: {
            /**
             * Requests
             * @description Requests that were let in.
             * @default 0
             */
            requests: number;
            /**
             * Settled
             * @description Requests that ended.
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
             * Errors
             * @description Requests that ended in an error.
             * @default 0
             */
            errors: number;
            /**
             * Cancelled
             * @description Requests whose client went away before the end.
             * @default 0
             */
            cancelled: number;
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
             * @description Mean milliseconds to the first byte of text; null where there was none.
             */
            ttft_ms_mean?: number | null;
        };
        /**
         * UsageEvent
         * @description One request. Neither prompt nor answer is kept anywhere.
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
             * @description The key it was made with.
             */
            key_id: string;
            /**
             * Model
             * @description Alias of the model.
             * @example oss-20b
             */
            model: string;
            /**
             * Route
             * @description The path that was called.
             * @example /v1/chat/completions
             */
            route: string;
            /**
             * Stream
             * @description Whether a stream was asked for.
             */
            stream: boolean;
            /**
             * State
             * @description admitted: in flight; settled: ended; abandoned: its end was never reported.
             * @enum {string}
             */
            state: "admitted" | "settled" | "abandoned";
            /**
             * Ending
             * @description How it ended: ok, cancelled, failed_before_first_byte, failed_after_first_byte, deadline or abandoned; null while in flight.
             * @example ok
             */
            ending: ("ok" | "cancelled" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned") | null;
            /**
             * Status
             * @description HTTP status the client saw; null while in flight.
             * @example 200
             */
            status: number | null;
            /**
             * Error Code
             * @description Code of the error, where it ended in one.
             * @example null
             */
            error_code: string | null;
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
             * @description Both together.
             */
            total_tokens: number;
            /**
             * Token Source
             * @description router: counted by the model's own tokenizer; estimated: by the documented estimator.
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
             * @description Milliseconds to the first byte of text; null: none came.
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
             * @description When it was let in.
             */
            admitted_at: string;
            /**
             * Settled At
             * @description When it ended; null while in flight.
             */
            settled_at: string | null;
            /**
             * Key Name
             * @description What its key is called.
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
             * @description Pass it as `cursor` to read on; null: there is nothing older.
             * @example null
             */
            next_cursor: string | null;
        };
        /**
         * UsageExport
         * @description Every request of a range.
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
         * @description One request, and what it was charged for.
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
             * @description The key it was made with.
             */
            key_id: string;
            /**
             * Model
             * @description Alias of the model.
             * @example oss-20b
             */
            model: string;
            /**
             * Route
             * @description The path that was called.
             * @example /v1/chat/completions
             */
            route: string;
            /**
             * Stream
             * @description Whether a stream was asked for.
             */
            stream: boolean;
            /**
             * State
             * @description admitted: in flight; settled: ended; abandoned: its end was never reported.
             * @enum {string}
             */
            state: "admitted" | "settled" | "abandoned";
            /**
             * Ending
             * @description How it ended: ok, cancelled, failed_before_first_byte, failed_after_first_byte, deadline or abandoned; null while in flight.
             * @example ok
             */
            ending: ("ok" | "cancelled" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned") | null;
            /**
             * Status
             * @description HTTP status the client saw; null while in flight.
             * @example 200
             */
            status: number | null;
            /**
             * Error Code
             * @description Code of the error, where it ended in one.
             * @example null
             */
            error_code: string | null;
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
             * @description Both together.
             */
            total_tokens: number;
            /**
             * Token Source
             * @description router: counted by the model's own tokenizer; estimated: by the documented estimator.
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
             * @description Milliseconds to the first byte of text; null: none came.
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
             * @description When it was let in.
             */
            admitted_at: string;
            /**
             * Settled At
             * @description When it ended; null while in flight.
             */
            settled_at: string | null;
            /**
             * Key Name
             * @description What its key is called.
             * @example production
             */
            key_name: string;
            /**
             * Charged For
             * @description Which tokens the price counts, by how the request ended; null while in flight. On an allowance the price is 0 whatever it says here.
             * @example prompt and completion
             */
            charged_for: ("prompt and completion" | "prompt and produced" | "nothing") | null;
        };
        /**
         * UsageSummary
         * @description Usage over a span of time, and where the limits stand now.
         */
        UsageSummary: {
            /**
             * Range
             * @description The span that was asked for; custom: by its begin and end.
             * @enum {string}
             */
            range: "24h" | "7d" | "30d" | "90d" | "month" | "custom";
            /**
             * Start
             * Format: date-time
             * @description Begin of the span, a whole hour.
             */
            start: string;
            /**
             * End
             * Format: date-time
             * @description End of the span, a whole hour; of a span until now the end of the running one.
             */
            end: string;
            /**
             * Plan
             * @description The organisation's plan.
             * @example free
             */
            plan: string;
            /** @description Everything in the span. */
            totals: components["schemas"]["UsageCounts"];
            /** @description How fast all of these requests were. */
            speed: components["schemas"]["Speed"];
            /**
             * Allowance
             * @description The plan's limits, shortest window first.
             */
            allowance: components["schemas"]["Allowance"][];
            /**
             * By Model
             * @description By model, the most used first.
             */
            by_model: components["schemas"]["ModelUsage"][];
            /**
             * By Day
             * @description By day (UTC), oldest first, days without usage included.
             */
            by_day: components["schemas"]["DayUsage"][];
            /**
             * By Hour
             * @description By hour, oldest first, of spans up to 7d; hours without usage are left out.
             */
            by_hour: components["schemas"]["HourUsage"][];
            /**
             * By Key
             * @description By key, the most used first.
             */
            by_key: components["schemas"]["KeyUsage"][];
        };
        /**
         * User
         * @description A person.
         */
        User: {
            /**
             * Id
             * Format: uuid
             * @description The portal's id of the user.
             */
            id: string;
            /**
             * Email
             * @description Address, as the auth provider last told it; null for wallets.
             * @example ada@example.com
             */
            email: string | null;
            /**
             * Display Name
             * @description What the portal calls the user; may be empty.
             * @example Ada
             */
            display_name: string;
            /**
             * Auth Provider
             * @description Who signs the user in.
             * @enum {string}
             */
            auth_provider: "supabase" | "clerk";
            /**
             * Created At
             * Format: date-time
             * @description When the account was made.
             */
            created_at: string;
        };
        /**
         * UserMembership
         * @description An organisation of a user, and what they are in it.
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
             * @description What its members read.
             */
            name: string;
            /**
             * Role
             * @description What the user is in it.
             * @enum {string}
             */
            role: "owner" | "admin" | "member";
        };
        /**
         * WithdrawnInvitation
         * @description An invitation that can no longer be accepted.
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
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    profile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    change_profile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    export_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountExport"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedAccount"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `last_owner`: The organisation would be left without an owner. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_organizations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    create_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your choice, such as a new uuid. For 24 hours, the same request with the same text makes nothing a second time and is answered as the first was. */
                "Idempotency-Key"?: string | null;
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. `too_many`: There are as many of these as there may be. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    rename_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the begin of the list. */
                cursor?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedMember"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. `last_owner`: The organisation would be left without an owner. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    change_member_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. `last_owner`: The organisation would be left without an owner. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description Any text of your choice, such as a new uuid. For 24 hours, the same request with the same text makes nothing a second time and is answered as the first was. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `organization_suspended`: The organisation is suspended. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. `too_many`: There are as many of these as there may be. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    withdraw_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawnInvitation"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    preview_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    decline_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the begin of the list. */
                cursor?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your choice, such as a new uuid. For 24 hours, the same request with the same text makes nothing a second time and is answered as the first was. */
                "Idempotency-Key"?: string | null;
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `organization_suspended`: The organisation is suspended. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. `too_many_keys`: The organisation has as many keys as it may have. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `key_service_unavailable`: Keys cannot be made or revoked right now. `policy_unavailable`: The catalogue cannot be read right now. `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    rotate_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your choice, such as a new uuid. For 24 hours, the same request with the same text makes nothing a second time and is answered as the first was. */
                "Idempotency-Key"?: string | null;
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                "application/json": components["schemas"]["RotationRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `organization_suspended`: The organisation is suspended. `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. `too_many_keys`: The organisation has as many keys as it may have. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `key_service_unavailable`: Keys cannot be made or revoked right now. `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `key_service_unavailable`: Keys cannot be made or revoked right now. `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    change_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `key_service_unavailable`: Keys cannot be made or revoked right now. `policy_unavailable`: The catalogue cannot be read right now. `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    usage_summary: {
        parameters: {
            query?: {
                /** @description Only this model's requests. */
                model?: string | null;
                /** @description Only requests with this key. */
                key_id?: string | null;
                /** @description How far back from now; custom: see `from`. */
                range?: "24h" | "7d" | "30d" | "90d" | "month" | "custom";
                /** @description Begin of a custom span, in place of `range`; whole hours count. */
                from?: string | null;
                /** @description Its end; left out: now. */
                to?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageSummary"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    usage_events: {
        parameters: {
            query?: {
                /** @description How many requests to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the newest requests. */
                cursor?: string | null;
                /** @description Only this model's requests. */
                model?: string | null;
                /** @description Only requests with this key. */
                key_id?: string | null;
                /** @description Only requests that ended so. */
                ending?: ("ok" | "cancelled" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned") | null;
                /** @description Only requests let in from then on. */
                from?: string | null;
                /** @description Only requests let in before then. */
                to?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageEventList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    usage_receipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReceipt"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    usage_export: {
        parameters: {
            query?: {
                /** @description csv or json. */
                format?: "csv" | "json";
                /** @description Only this model's requests. */
                model?: string | null;
                /** @description Only requests with this key. */
                key_id?: string | null;
                /** @description Only requests that ended so. */
                ending?: ("ok" | "cancelled" | "failed_before_first_byte" | "failed_after_first_byte" | "deadline" | "abandoned") | null;
                /** @description Only requests let in from then on. */
                from?: string | null;
                /** @description Only requests let in before then. */
                to?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
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
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_plans: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    billing: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Billing"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    ledger: {
        parameters: {
            query?: {
                /** @description How many entries to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the newest entries. */
                cursor?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerPage"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_models: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `policy_unavailable`: The catalogue cannot be read right now. `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    status: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `policy_unavailable`: The catalogue cannot be read right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    docs: {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Docs"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `policy_unavailable`: The catalogue cannot be read right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    find: {
        parameters: {
            query: {
                /** @description An id, an e-mail address, the begin of an organisation's name, or the first characters of a key (never all of it: only eight are compared). */
                q: string;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    inspect_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedUser"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    inspect_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedOrganization"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_organization_keys: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the begin of the list. */
                cursor?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedKeyList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    organization_ledger: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the newest. */
                cursor?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerPage"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    inspect_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
                "If-None-Match"?: string;
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedKey"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    list_request_logs: {
        parameters: {
            query?: {
                /** @description Only those of this organisation. */
                organization_id?: string | null;
                /** @description Only those of this key. */
                key_id?: string | null;
                /** @description How many to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the newest. */
                cursor?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLogList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    inspect_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedRequest"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    inspect_request_log: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLog"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    admin_models: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminModelList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    admin_pools: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPoolList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    audit_log: {
        parameters: {
            query?: {
                /** @description Only what concerns this organisation. */
                organization_id?: string | null;
                /** @description Only what this user or job did. */
                actor?: string | null;
                /** @description Only what was done to this. */
                target_id?: string | null;
                /** @description Only this action. */
                action?: string | null;
                /** @description How many to return. */
                limit?: number;
                /** @description `next_cursor` of the page before; left out: the newest. */
                cursor?: string | null;
            };
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
                "x-organization-id"?: string | null;
                /** @description `ETag` of the answer you have; if it still holds, 304 comes instead of it. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryList"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    /**
                     * @description Names this answer: send it as `If-None-Match` when you ask again.
                     * @example W/"8c0b8f6b2a4f0d6f3b1a2c3d"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: A parameter is not what it should be. */
            400: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    set_user_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    set_organization_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    set_key_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                "application/json": components["schemas"]["KeyStateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `key_service_unavailable`: Keys cannot be made or revoked right now. `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    set_model_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    set_pool_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    set_target_state: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                "application/json": components["schemas"]["TargetStateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    change_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `key_service_unavailable`: Keys cannot be made or revoked right now. `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    grant_credit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a grant with the same key adds nothing; left out: each call adds. */
                "idempotency-key"?: string | null;
                /** @description The organisation to act for, one of the user's. Left out: the one that their session at Clerk is for, else their own. */
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
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
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `invalid_session`: The session token is missing, not valid or expired. */
            401: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `permission_denied`: The account is suspended, or the user's role in the organisation does not allow this. */
            403: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `resource_not_found`: There is no such thing, or it is not yours. */
            404: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `conflict`: This collides with what is there already. */
            409: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_too_large`: The request body is too large. */
            413: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `unprocessable_request`: A field or parameter is missing, unknown or out of bounds; `param` names it. */
            422: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error`: Something went wrong on our side. */
            500: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `service_unavailable`: Sign-ins cannot be checked right now. `database_unavailable`: The service's records cannot be reached right now. */
            503: {
                headers: {
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "x-request-id"?: string;
                    /**
                     * @description Id of this request; support finds it by this.
                     * @example req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD
                     */
                    "request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
}
