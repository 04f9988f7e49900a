using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Sim.Kernel;
using Sim.Scenarios.Binding;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios;

/// <summary>One <c>--set path=value</c>: checks the path against the keys there are, and lays the value over the file's.</summary>
internal sealed class SetOption
{
    private readonly Origin _origin;
    private readonly string[] _segments;
    private readonly Node _value;
    private string _fault = "";

    private SetOption(Origin origin, string[] segments, Node value)
    {
        _origin = origin;
        _segments = segments;
        _value = value;
    }

    /// <summary>The scenario with the override; unchanged after reporting a fault.</summary>
    public static MapNode Apply(MapNode root, string set, List<InputError> faults) => Apply(root, typeof(Scenario), "hosts.0.count=30", set, faults);

    /// <summary>The same of any record of keys.</summary>
    public static MapNode Apply(MapNode root, Type type, string example, string set, List<InputError> faults)
    {
        Origin origin = new("--set " + set, Directory.GetCurrentDirectory(), HasLines: false);
        int equals = set.IndexOf('=', StringComparison.Ordinal);
        string[] segments = equals <= 0 ? [] : Split(set[..equals]);
        if (segments.Length == 0)
        {
            faults.Add(new InputError(origin.Label, 0, 0, "must be path=value, such as " + example));
            return root;
        }

        int before = faults.Count;
        Node value = NodeReader.Read(set[(equals + 1)..], origin, faults) ?? new ScalarNode(origin, 0, 0, "");
        if (faults.Count > before)
        {
            return root;
        }

        SetOption option = new(origin, segments, value);
        Node changed = option.Lay(root, Shapes.Of(type), 0);
        if (option._fault.Length == 0)
        {
            return (MapNode)changed;
        }

        faults.Add(new InputError(origin.Label, 0, 0, option._fault));
        return root;
    }

    // hosts[0].count and hosts.0.count are the same.
    private static string[] Split(string path) =>
        path.Trim().Replace("]", "", StringComparison.Ordinal).Replace('[', '.').Split('.');

    private Node Lay(Node? current, Shape shape, int depth) => depth == _segments.Length
        ? _value
        : shape switch
        {
            ListShape list => LayEntry(current, list, depth),
            RecordShape record => LayKey(current, record, depth),
            PartShape => LayFree(current, depth, isPart: true),
            OptionsShape => LayFree(current, depth, isPart: false),
            _ => Fail($"'{Upto(depth)}' is a {shape.TypeText}; it has no '{_segments[depth]}'", current),
        };

    private Node LayKey(Node? current, RecordShape shape, int depth)
    {
        string key = _segments[depth];
        if (depth == 0 && key is "extends")
        {
            return Fail("a file's 'extends' is followed before --set; name another file instead", current);
        }

        if (shape.Keyed.Catalogue is not null && key is "extends")
        {
            if (depth + 1 < _segments.Length)
            {
                return Fail($"'{Upto(depth + 1)}' is a name; it has no '{_segments[depth + 1]}'", current);
            }

            return AsMap(current, isNamed: true) is { } any ? any.With(Word(key), _value) : Mismatch(current, depth);
        }

        if (shape.Keyed.Find(key) is not { } known)
        {
            string where = depth == 0 ? key : $"{Upto(depth)}.{key}";
            return Fail($"{where}: {Wording.UnknownKey(key, shape.Keyed.Names)}", current);
        }

        return AsMap(current, shape.Keyed.Catalogue is not null) is { } map
            ? map.With(Word(key), Lay(map.Find(key), known.Shape, depth + 1))
            : Mismatch(current, depth);
    }

    private Node LayEntry(Node? current, ListShape shape, int depth)
    {
        IReadOnlyList<Node> items = (current as ListNode)?.Items ?? [];
        if (!int.TryParse(_segments[depth], NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= items.Count)
        {
            string range = items.Count == 0 ? "it has no entries" : string.Create(CultureInfo.InvariantCulture, $"its entries are 0..{items.Count - 1}");
            return Fail($"'{Upto(depth)}' has no entry '{_segments[depth]}'; {range}", current);
        }

        List<Node> changed = [.. items];
        changed[index] = Lay(items[index], shape.Item, depth + 1);
        return new ListNode(current!.Origin, current.Line, current.Column, changed);
    }

    // The keys of a part are not known here; they are checked when the part is.
    private Node LayFree(Node? current, int depth, bool isPart)
    {
        if (depth == _segments.Length)
        {
            return _value;
        }

        return AsMap(current, isPart) is { } map
            ? map.With(Word(_segments[depth]), LayFree(map.Find(_segments[depth]), depth + 1, isPart: false))
            : Mismatch(current, depth);
    }

    // A name stands for what it names: to change one key of it is to extend it.
    private MapNode? AsMap(Node? current, bool isNamed) => current switch
    {
        MapNode map => map,
        null or { IsNull: true } => new MapNode(_origin, 0, 0, []),
        ScalarNode name when isNamed => new MapNode(name.Origin, name.Line, name.Column, [new MapEntry(Word("extends"), name)]),
        _ => null,
    };

    private ScalarNode Word(string key) => new(_origin, 0, 0, key);

    private Node Mismatch(Node? current, int depth) =>
        Fail($"'{Upto(depth)}' is {current!.Kind}; it has no '{_segments[depth]}'", current);

    private Node Fail(string fault, Node? current)
    {
        _fault = fault;
        return current ?? _value;
    }

    private string Upto(int depth) => string.Join('.', _segments[..depth]);
}
