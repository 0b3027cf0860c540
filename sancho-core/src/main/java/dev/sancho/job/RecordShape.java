package dev.sancho.job;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes records of one class apart and makes them again. */
final class RecordShape {
    private final Constructor<?> constructor;
    private final Method[] accessors;

    private RecordShape(Constructor<?> constructor, Method[] accessors) {
        this.constructor = constructor;
        this.accessors = accessors;
    }

    static RecordShape of(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new RecordShape(
                    opened(record.getDeclaredConstructor(types)),
                    Arrays.stream(components)
                            .map(component -> opened(component.getAccessor()))
                            .toArray(Method[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError("A record without its canonical constructor: " + record, impossible);
        }
    }

    private static <A extends AccessibleObject> A opened(A member) {
        // If this fails, the member may be public in an exported package; else its use below says what is closed.
        member.trySetAccessible();
        return member;
    }

    @Nullable
    Object[] components(Record job) {
        @Nullable Object[] values = new @Nullable Object[accessors.length];
        try {
            for (int i = 0; i < accessors.length; i++) {
                values[i] = accessors[i].invoke(job);
            }
        } catch (IllegalAccessException closed) {
            throw closed(closed);
        } catch (InvocationTargetException thrown) {
            throw new JobArgumentException(
                    "The components of " + job.getClass().getName() + " cannot be read: " + thrown.getCause(), thrown);
        }
        return values;
    }

    Record construct(String name, @Nullable Object[] components) {
        try {
            return (Record) constructor.newInstance(components);
        } catch (IllegalAccessException closed) {
            throw closed(closed);
        } catch (InvocationTargetException thrown) {
            throw new JobArgumentException(
                    name + " cannot run: its record refuses the arguments: " + thrown.getCause(), thrown.getCause());
        } catch (InstantiationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private JobArgumentException closed(IllegalAccessException closed) {
        Class<?> record = constructor.getDeclaringClass();
        return new JobArgumentException(
                "The record " + record.getName()
                        + " is closed to Sancho: make it public and export its package, or add to"
                        + " module-info.java: opens " + record.getPackageName() + ";",
                closed);
    }
}
