using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Sim.Kernel.Quantities;

namespace Sim.Scenarios.Binding;

/// <summary>The shape of each type that a key may have; made once a type, when first needed.</summary>
internal static class Shapes
{
    private static readonly ConcurrentDictionary<Type, Shape> Cache = new();

    /// <summary>The shape of a property's type; a nullable type has the shape of its value.</summary>
    /// <exception cref="NotSupportedException">No key may have this type: a mistake in Sim or in a user's part.</exception>
    public static Shape Of(Type type) => Cache.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, static t => Make(t));

    private static Shape Make(Type type)
    {
        if (type.IsEnum)
        {
            return new ChoiceShape(type);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new ListShape(type.GetGenericArguments()[0]);
        }

        return Simple(type) ?? Quantity(type) ?? Reference(type)
            ?? (KeyedType.Of(type).Keys.Count > 0
                ? new RecordShape(type)
                : throw new NotSupportedException($"{type} cannot be written in a scenario: it is no value and has no [Key]"));
    }

    private static Shape? Simple(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => new TextShape(),
        TypeCode.Boolean => new TruthShape(),
        TypeCode.Int32 => new WholeShape(int.MinValue, int.MaxValue, value => (int)value),
        TypeCode.Int64 => new WholeShape(long.MinValue, long.MaxValue, value => value),
        TypeCode.Double => new RealShape(),
        _ => null,
    };

    private static QuantityShape? Quantity(Type type) =>
        type == typeof(Duration) ? new QuantityShape(QuantityKind.Duration)
        : type == typeof(Bytes) ? new QuantityShape(QuantityKind.Bytes)
        : type == typeof(Frequency) ? new QuantityShape(QuantityKind.Frequency)
        : type == typeof(Watts) ? new QuantityShape(QuantityKind.Watts)
        : null;

    private static Shape? Reference(Type type) =>
        type == typeof(FilePath) ? new PathShape()
        : type == typeof(PartName) ? new NameShape()
        : type == typeof(PartReference) ? new PartShape()
        : type == typeof(PartOptions) ? new OptionsShape()
        : type == typeof(Slo) ? new SloShape()
        : null;
}
