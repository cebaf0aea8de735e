-- Donors are shared by a province: those tied to one of its units, to a unit above, to a child of
-- the caller's, or to nobody yet. Told as their owner, for the ties are not all to be seen.
CREATE FUNCTION access.donor_near(donor bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    WITH tie AS (
        SELECT d.fund_id AS unit, NULL::uuid AS child
        FROM public.fund_donation d WHERE d.donor_id = donor
        UNION ALL
        SELECT s.unit_id, s.child_id FROM public.fund_sponsorship s WHERE s.donor_id = donor
    )
    SELECT access.anywhere() OR access.signed_in() AND (
        NOT EXISTS (SELECT FROM tie) OR EXISTS (
            SELECT FROM tie
            JOIN public.places_unit u ON u.id = tie.unit
            WHERE u.id = ANY (access.posts()) OR u.id = ANY (access.above())
                OR u.province_id = ANY (access.posts()) OR u.province_id = ANY (access.above())
        ) OR EXISTS (SELECT FROM tie JOIN access.lived h ON h.child_id = tie.child)
    )
$$;
