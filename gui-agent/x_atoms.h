/*
 * The atoms that the agent names, each once.
 * A list only.
 */
#ifndef AGENT_X_ATOMS_H
#define AGENT_X_ATOMS_H

#define X_ATOM_LIST(ATOM)                     \
	ATOM(UTF8_STRING)                     \
	ATOM(COMPOUND_TEXT)                   \
	ATOM(CLIPBOARD)                       \
	ATOM(TARGETS)                         \
	ATOM(TIMESTAMP)                       \
	ATOM(INCR)                            \
	ATOM(_PARAVENT_COPY)                  \
	ATOM(_XEMBED)                         \
	ATOM(_NET_SYSTEM_TRAY_S0)             \
	ATOM(_NET_SYSTEM_TRAY_OPCODE)         \
	ATOM(_NET_SYSTEM_TRAY_ORIENTATION)    \
	ATOM(MANAGER)                         \
	ATOM(WM_S0)                           \
	ATOM(WM_PROTOCOLS)                    \
	ATOM(WM_DELETE_WINDOW)                \
	ATOM(WM_TAKE_FOCUS)                   \
	ATOM(WM_STATE)                        \
	ATOM(WM_CHANGE_STATE)                 \
	ATOM(_NET_SUPPORTED)                  \
	ATOM(_NET_SUPPORTING_WM_CHECK)        \
	ATOM(_NET_CLIENT_LIST)                \
	ATOM(_NET_CLIENT_LIST_STACKING)       \
	ATOM(_NET_NUMBER_OF_DESKTOPS)         \
	ATOM(_NET_CURRENT_DESKTOP)            \
	ATOM(_NET_DESKTOP_GEOMETRY)           \
	ATOM(_NET_DESKTOP_VIEWPORT)           \
	ATOM(_NET_WORKAREA)                   \
	ATOM(_NET_ACTIVE_WINDOW)              \
	ATOM(_NET_CLOSE_WINDOW)               \
	ATOM(_NET_MOVERESIZE_WINDOW)          \
	ATOM(_NET_REQUEST_FRAME_EXTENTS)      \
	ATOM(_NET_FRAME_EXTENTS)              \
	ATOM(_NET_WM_NAME)                    \
	ATOM(_NET_WM_DESKTOP)                 \
	ATOM(_NET_WM_WINDOW_TYPE)             \
	ATOM(_NET_WM_STATE)                   \
	ATOM(_NET_WM_STATE_FULLSCREEN)        \
	ATOM(_NET_WM_STATE_DEMANDS_ATTENTION) \
	ATOM(_NET_WM_STATE_HIDDEN)

enum x_atom {
#define ATOM(name) X_##name,
	X_ATOM_LIST(ATOM)
#undef ATOM
	    X_ATOMS,
};

#endif
