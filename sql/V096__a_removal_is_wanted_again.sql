-- Radius says after each look that a session is to be removed, as long as it is: what it says no more is not carried out.
GRANT UPDATE (wanted_at) ON session_removal TO gerbang_radius;
