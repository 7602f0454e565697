/*
 * What a domain may have and do, from its section of paravent.conf: plain data, carried
 * from the daemon to the domain's worker.
 * Judges nothing: verdicts are gui-daemon/guest/policy.h's.
 */
#ifndef DAEMON_DOMAIN_POLICY_H
#define DAEMON_DOMAIN_POLICY_H

#include "common/base/base.h"
#include "gui-daemon/cursor_set.h"

#define POLICY_MOST_WINDOWS 4096
#define POLICY_MOST_PAGES 4194304 /* 16 GiB */

#define POLICY_LEAST_MESSAGE_RATE 100
#define POLICY_MOST_RATE 1000000

#define POLICY_MOST_GUARD_MS 5000
#define POLICY_MOST_POPUP_SHARE 1000

#define POLICY_LEAST_CLIPBOARD 256
#define POLICY_MOST_CLIPBOARD 256000 /* what CLIPBOARD_DATA holds */

enum policy_hover {
	HOVER_FOCUSED, /* pointer motion only while the domain has the focus (P8) */
	HOVER_ALWAYS,
	HOVER_N,
};

/* What becomes of a guest's request for full screen (P9). */
enum policy_fullscreen {
	FULLSCREEN_NEVER,
	FULLSCREEN_ASK, /* a request for attention: full screen is the person's act */
	FULLSCREEN_ALLOW,
	FULLSCREEN_N,
};

/* Where its label has to be before it gets keys (P3). */
enum policy_strip {
	STRIP_OPTIONAL, /* on the strip, while there is one */
	STRIP_REQUIRED, /* on the strip: without one it gets no keys */
	STRIP_N,
};

/* How its windows look while it does not have the focus (P22). */
enum policy_unfocused {
	UNFOCUSED_PLAIN, /* as ever */
	UNFOCUSED_DIM,   /* darker */
	UNFOCUSED_TINT,  /* darker, and in its colour */
	UNFOCUSED_N,
};

/* What titles and class names may hold, once cleaned. */
enum policy_titles {
	TITLES_UNICODE,
	TITLES_ASCII,
	TITLES_N,
};

struct domain_policy {
	uint32_t windows;    /* 1..POLICY_MOST_WINDOWS: shown or about to be */
	uint32_t pages;      /* 1..POLICY_MOST_PAGES: of all buffers together */
	uint32_t hover;      /* enum policy_hover */
	uint32_t fullscreen; /* enum policy_fullscreen */
	uint32_t attention;  /* 1: may ask for it */
	uint32_t titles;     /* enum policy_titles */
	uint32_t strip;      /* enum policy_strip */
	uint32_t unfocused;  /* enum policy_unfocused */
	/* Of all its messages, a second: POLICY_LEAST_MESSAGE_RATE..POLICY_MOST_RATE. */
	uint32_t message_rate;
	uint32_t create_rate; /* windows made, mapped, destroyed a
	                         second: 1..POLICY_MOST_RATE */
	/* Percent of the screen, of the frames of all its popups (override-redirect) that
	 * are shown together: 1..POLICY_MOST_POPUP_SHARE. */
	uint32_t popup_share;
	uint32_t guard_ms; /* 0..POLICY_MOST_GUARD_MS: guest/guard.h */
	/* Of a content that is copied from it or pasted into it:
	 * POLICY_LEAST_CLIPBOARD..POLICY_MOST_CLIPBOARD. */
	uint32_t clipboard_bytes;
	struct cursor_set cursors; /* that its windows may show; else the default (P17) */
};

/* What holds for a domain of which paravent.conf says nothing. */
static inline struct domain_policy
domain_policy_default(void)
{
	return (struct domain_policy){
	    .windows = 300,
	    .pages = 131072,
	    .hover = HOVER_FOCUSED,
	    .fullscreen = FULLSCREEN_ASK,
	    .attention = 1,
	    .titles = TITLES_UNICODE,
	    .strip = STRIP_OPTIONAL,
	    .unfocused = UNFOCUSED_PLAIN,
	    .message_rate = 20000,
	    .create_rate = 1000,
	    .guard_ms = 500,
	    .popup_share = 50,
	    .clipboard_bytes = POLICY_MOST_CLIPBOARD,
	    .cursors = cursor_set_usual(),
	};
}

/* Within the ranges above? */
static inline bool
domain_policy_is_sane(const struct domain_policy *p)
{
	return p->windows >= 1 && p->windows <= POLICY_MOST_WINDOWS && p->pages >= 1 &&
	    p->pages <= POLICY_MOST_PAGES && p->hover < HOVER_N &&
	    p->fullscreen < FULLSCREEN_N && p->attention <= 1 && p->titles < TITLES_N &&
	    p->strip < STRIP_N && p->unfocused < UNFOCUSED_N &&
	    p->message_rate >= POLICY_LEAST_MESSAGE_RATE &&
	    p->message_rate <= POLICY_MOST_RATE && p->create_rate >= 1 &&
	    p->create_rate <= POLICY_MOST_RATE && p->guard_ms <= POLICY_MOST_GUARD_MS &&
	    p->popup_share >= 1 && p->popup_share <= POLICY_MOST_POPUP_SHARE &&
	    p->clipboard_bytes >= POLICY_LEAST_CLIPBOARD &&
	    p->clipboard_bytes <= POLICY_MOST_CLIPBOARD &&
	    cursor_set_is_sane(&p->cursors);
}

#endif
