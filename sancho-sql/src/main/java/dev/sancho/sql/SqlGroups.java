package dev.sancho.sql;

import dev.sancho.job.JobState;
import dev.sancho.store.Effect;
import dev.sancho.store.EffectJson;
import dev.sancho.store.GroupView;
import dev.sancho.store.Guard;
import dev.sancho.store.When;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Groups: members, their states, and rules that apply once. Each change returns the effects of the rules that it made true, in the
 * order of the rules. For the length of a transaction.
 */
final class SqlGroups {
    private static final String NONE_LEFT = "noneLeft";
    private static final String FIRST = "first";

    private final Tx tx;
    private final Session session;

    SqlGroups(Tx tx) {
        this.tx = tx;
        this.session = tx.session;
    }

    private record Group(long id, boolean sealed) {}

    private record Rule(int position, String kind, Set<JobState> states) {}

    private Optional<Group> find(String name) throws SQLException {
        return find(session, name, tx.nowMicros);
    }

    private static Optional<Group> find(Session session, String name, long now) throws SQLException {
        return session.first(Sql.GROUP_FIND, row -> new Group(row.getLong(1), row.getBoolean(2)), name, now);
    }

    /** Begins a group, unless it exists. One whose time is over loses its name to it. */
    void open(Effect.Open open) throws SQLException {
        if (find(open.group()).isPresent()) {
            return;
        }
        session.update(Sql.GROUP_FORGET, open.group());
        long id = session.number(Sql.GROUP_OPEN, open.group(), tx.until(open.keep()))
                .orElseThrow();
        for (int position = 0; position < open.rules().size(); position++) {
            When rule = open.rules().get(position);
            session.update(Sql.RULE_PUT, id, position, kind(rule), states(rule), EffectJson.writeRules(List.of(rule)));
        }
    }

    private static String kind(When rule) {
        return switch (rule) {
            case When.NoneLeft none -> NONE_LEFT;
            case When.First first -> FIRST;
        };
    }

    private static String states(When rule) {
        return switch (rule) {
            case When.NoneLeft none ->
                none.states().stream().map(JobState::name).collect(Collectors.joining(" "));
            case When.First first -> first.state().name();
        };
    }

    /** Whether it takes members: known, and not yet both sealed and without a rule that waits for the last of them. */
    boolean open(String name) throws SQLException {
        Optional<Group> group = find(name);
        return group.isPresent()
                && (!group.get().sealed()
                        || rules(group.get().id()).stream()
                                .anyMatch(rule -> rule.kind().equals(NONE_LEFT)));
    }

    boolean stands(Guard.Stands stands) throws SQLException {
        Optional<Group> group = find(stands.group());
        return group.isPresent()
                && session.any(
                        Sql.MEMBER_IS,
                        group.get().id(),
                        stands.member(),
                        stands.state().name());
    }

    List<Effect> join(String name, String member) throws SQLException {
        Optional<Group> group = find(name);
        if (group.isEmpty()) {
            return List.of();
        }
        session.update(Sql.MEMBER_JOIN, group.get().id(), member, JobState.ENQUEUED.name());
        return apply(group.get(), null);
    }

    List<Effect> seal(String name) throws SQLException {
        Optional<Group> group = find(name);
        if (group.isEmpty()) {
            return List.of();
        }
        session.update(Sql.GROUP_SEAL, group.get().id());
        return apply(new Group(group.get().id(), true), null);
    }

    List<Effect> mark(String name, String member, JobState state) throws SQLException {
        Optional<Group> group = find(name);
        if (group.isEmpty()
                || session.update(Sql.MEMBER_MARK, state.name(), group.get().id(), member) == 0) {
            return List.of();
        }
        return apply(group.get(), state);
    }

    private List<Effect> apply(Group group, @Nullable JobState marked) throws SQLException {
        List<Effect> effects = new ArrayList<>();
        for (Rule rule : rules(group.id())) {
            if (holds(rule, group, marked)) {
                String json = session.first(Sql.RULE_TAKE, row -> row.getString(1), group.id(), rule.position())
                        .orElseThrow();
                EffectJson.readRules(json).forEach(when -> effects.addAll(when.then()));
            }
        }
        return effects;
    }

    private boolean holds(Rule rule, Group group, @Nullable JobState marked) throws SQLException {
        if (rule.kind().equals(FIRST)) {
            return marked != null && rule.states().contains(marked);
        }
        if (!group.sealed()) {
            return false;
        }
        for (JobState state : rule.states()) {
            if (session.any(Sql.MEMBER_IN, group.id(), state.name())) {
                return false;
            }
        }
        return true;
    }

    private List<Rule> rules(long group) throws SQLException {
        return session.list(
                Sql.RULES_LEFT, row -> new Rule(row.getInt(1), row.getString(2), states(row.getString(3))), group);
    }

    private static Set<JobState> states(String names) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(JobState::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Optional<GroupView> view(Session session, String name, long now) throws SQLException {
        Optional<Group> group = find(session, name, now);
        if (group.isEmpty()) {
            return Optional.empty();
        }
        Map<String, JobState> members = new HashMap<>();
        session.list(
                Sql.MEMBERS,
                row -> members.put(row.getString(1), JobState.valueOf(row.getString(2))),
                group.get().id());
        int rulesLeft = session.list(
                        Sql.RULES_LEFT, row -> row.getInt(1), group.get().id())
                .size();
        return Optional.of(new GroupView(group.get().sealed(), rulesLeft, members));
    }
}
