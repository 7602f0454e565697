/*
 * A tagged guest as a test sees it: started in a domain of a fixture, told what to do,
 * listened to; and the judgement of the screen on which it shows.
 */
#ifndef ORACLE_PUPPET_H
#define ORACLE_PUPPET_H

#include "tests/oracle/oracle.h"
#include "tests/scenario/fixture.h"

struct puppet {
	struct fixture *fixture; /* borrowed */
	struct member *member;   /* borrowed from the fixture's crew */
	unsigned tag;
	char record[160]; /* file of all that it received */
	char last[64];    /* the last line that was awaited */
	char text[4096];  /* what it has said and nobody has read */
	size_t len;
};

/* Starts a guest in the domain and waits until a worker has shaken hands. */
MUST_USE bool puppet_start(
    struct puppet *puppet, struct fixture *fixture, const char *domain, unsigned tag);

/* One command (without line end); see tagged-guest.c.  False when it is gone. */
PRINTF_LIKE(2, 3) bool puppet_tell(struct puppet *puppet, const char *format, ...);

/* Reads what it says until a line begins so; false at the fixture's deadline. */
MUST_USE bool puppet_await(struct puppet *puppet, const char *beginning);

/* Likewise, within ms and without complaint. */
MUST_USE bool puppet_await_within(struct puppet *puppet, const char *beginning, int ms);

/* Whether it has said such a line and nobody has read it; does not wait. */
bool puppet_has_said(struct puppet *puppet, const char *beginning);

/* Waits until each of its buffers is acknowledged. */
MUST_USE bool puppet_sync(struct puppet *puppet);

/* --- the stage (stage.c) ----------------------------------------------------------- */

#define STAGE_RED 1u
#define STAGE_BLUE 2u
#define STAGE_GREEN 3u
#define STAGE_FILL 0x606060u /* of a content window without pixels */

/* Three domains in colours of their own, and who judges them. */
struct stage {
	struct fixture fixture;
	struct oracle *oracle; /* owned */
	struct tap tap;
	size_t judged; /* screenshots */
};

/* Opens a fixture with the domains red, blue and green.  stage_close() is due anyway. */
MUST_USE bool stage_open(struct stage *stage, const struct fixture_options *options);

/* Adds the result of the fixture's end; returns the program's exit status. */
int stage_close(struct stage *stage);

/* Takes a screenshot and judges it; on violations says which and saves the picture. */
bool stage_is_clean(struct stage *stage, const struct oracle_rules *rules);

/*
 * The content window inside the topmost window with part in its title, width x height
 * px, as soon as it is viewable; NULL at the deadline.
 */
const struct desk_window *stage_await_content(
    struct stage *stage, const char *part, uint32_t width, uint32_t height);

/* Whether the domain's frame is on the screen all around the area. */
bool stage_has_ring(struct stage *stage, struct rect area, unsigned tag);

/*
 * Waits until the strip (fixture_options.strip) says that the domain wants something, or
 * is not as it should be: its colour stands in the strip's right half; or does not.
 */
MUST_USE bool stage_await_badge(struct stage *stage, unsigned tag, bool is_shown);

/* Waits until the tag covers at least so many pixels. */
MUST_USE bool stage_await_area(struct stage *stage, unsigned tag, size_t least);

#endif
