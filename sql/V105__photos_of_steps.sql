-- Photos of incidents' steps: the picture alone, without what the telephone said beside it.
CREATE TABLE incident_photo (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  step_id     bigint NOT NULL REFERENCES incident_step,
  kind        text NOT NULL CHECK (kind IN ('JPEG', 'PNG', 'WEBP')),
  content     bytea NOT NULL,
  sha256      bytea NOT NULL,                -- of the content
  uploaded_at timestamptz NOT NULL,
  uploaded_by text NOT NULL,
  UNIQUE (step_id, sha256)
);
ALTER TABLE incident_photo ALTER content SET STORAGE EXTERNAL;  -- it is compressed already
GRANT SELECT, INSERT ON incident_photo TO gerbang_billing;
