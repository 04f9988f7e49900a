using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Random;

namespace Sim.Kernel.Checkpoints;

/// <summary>Writes a simulation in the middle of its run, and goes on from what was written, to the same final bytes.</summary>
/// <remarks>
/// <para>
/// Whoever builds the model names its parts: every handler that has events, and everything that has state. To resume, the
/// same code builds the same model anew, names its parts alike, and loads instead of starting. Clock, pending events,
/// handles, random streams and whatever the parts save are then as they were, so that the rest of the run, and a
/// checkpoint taken later, are byte for byte those of a run that was never stopped.
/// </para>
/// <para>
/// Processes cannot be written, since a method in the middle of its run has no name for where it is: saving is refused
/// while any lives. The layout: a mark and its version, the length of what follows and its hash, the parts' names, the
/// simulation, and for each part the length of its state and the state.
/// </para>
/// </remarks>
/// <param name="simulation">The simulation to write, or the fresh one to load into.</param>
public sealed class Checkpoint(Simulation simulation)
{
    private const ulong Mark = 0x31_50_4B_43_4D_49_53_7F; // "SIMCKP1" behind a byte that no text starts with

    private readonly OrderedDictionary<string, object> _parts = new(StringComparer.Ordinal);

    /// <summary>Names a part of the model.</summary>
    /// <param name="name">Unique, and the same when saved and loaded: <c>vm-12</c>.</param>
    /// <param name="part">A handler of events, or something with state (<see cref="ICheckpointed"/>), or both.</param>
    /// <exception cref="ArgumentException">It is neither, or the name is taken.</exception>
    public void Add(string name, object part)
    {
        if (part is not (IEventHandler or ICheckpointed or RandomStream))
        {
            throw new ArgumentException($"{part} is no event handler and cannot be saved: implement {nameof(ICheckpointed)}", nameof(part));
        }

        _parts.Add(name, part);
    }

    /// <summary>Writes the simulation as it is now: between two runs of it, not from within an event.</summary>
    /// <exception cref="InvalidOperationException">A process lives, or a handler that has events was not named; the message says which.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireNoProcess();
        CheckpointWriter body = new();
        body.Write(_parts.Count);
        foreach ((string name, object part) in _parts)
        {
            body.Write(name);
            body.Write(part.GetType().FullName!);
        }

        simulation.Save(body, Index());
        foreach (object part in _parts.Values)
        {
            CheckpointWriter state = new();
            SavePart(part, state);
            body.Write(state.Written.Length);
            body.Write(state.Written);
        }

        CheckpointWriter head = new();
        head.Write(Mark);
        head.Write(body.Written.Length);
        head.Write(StableHash.Of(body.Written));
        stream.Write(head.Written);
        stream.Write(body.Written);
    }

    /// <summary>Replaces the state of the simulation and of all named parts by a written one.</summary>
    /// <param name="stream">At the beginning of what was saved.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InputException">It is no checkpoint, cut off, damaged, or of another model; then the simulation must not be used further.</exception>
    public void Load(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireNoProcess();
        CheckpointReader reader = Open(stream, name);
        RequireSameParts(reader);
        simulation.Load(reader, [.. _parts.Values.Select(part => part as IEventHandler)]);
        foreach ((string partName, object part) in _parts)
        {
            CheckpointReader state = reader.Part(reader.ReadCount(1));
            LoadPart(part, state);
            if (!state.AtEnd)
            {
                throw reader.Fault($"'{partName}' left some of its state unread: it is of another version of the model");
            }
        }

        if (!reader.AtEnd)
        {
            throw reader.Fault($"there is more than the model has parts for");
        }
    }

    private static CheckpointReader Open(Stream stream, string name)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        CheckpointReader head = new(bytes.ToArray(), name);
        if (bytes.Length < sizeof(ulong) || head.ReadBits() != Mark)
        {
            throw new InputException(new InputError(name, 0, 0, "is no checkpoint of this version of Sim"));
        }

        int length = head.ReadCount(1);
        ulong hash = head.ReadBits();
        CheckpointReader body = head.Part(length);
        ReadOnlySpan<byte> all = body.Take(length);
        return StableHash.Of(all) == hash
            ? new CheckpointReader(all.ToArray(), name)
            : throw new InputException(new InputError(name, 0, 0, "is damaged: its hash is not the one written with it"));
    }

    private static void SavePart(object part, CheckpointWriter writer)
    {
        switch (part)
        {
            case ICheckpointed checkpointed:
                checkpointed.Save(writer);
                break;
            case RandomStream random:
                writer.Write(random);
                break;
        }
    }

    private static void LoadPart(object part, CheckpointReader reader)
    {
        switch (part)
        {
            case ICheckpointed checkpointed:
                checkpointed.Load(reader);
                break;
            case RandomStream random:
                reader.Read(random);
                break;
        }
    }

    private void RequireNoProcess()
    {
        if (simulation.LiveProcesses() is [LiveProcess first, ..])
        {
            throw new InvalidOperationException($"process '{first.Name}' is alive, and processes cannot be written; only models in event style can");
        }
    }

    private Func<IEventHandler, int> Index()
    {
        Dictionary<object, int> indices = new(ReferenceEqualityComparer.Instance); // lookup only: by reference, for each pending event
        for (int i = 0; i < _parts.Count; i++)
        {
            indices.TryAdd(_parts.GetAt(i).Value, i);
        }

        return handler => indices.TryGetValue(handler, out int index)
            ? index
            : throw new InvalidOperationException($"{handler} has a pending event but was not named to the checkpoint");
    }

    private void RequireSameParts(CheckpointReader reader)
    {
        List<InputError> faults = [];
        string[] written = new string[reader.ReadCount(2 * sizeof(int))];
        for (int i = 0; i < written.Length; i++)
        {
            written[i] = $"'{reader.ReadText()}' ({reader.ReadText()})";
        }

        string[] own = [.. _parts.Select(part => $"'{part.Key}' ({part.Value.GetType().FullName})")];
        faults.AddRange(written.Except(own, StringComparer.Ordinal).Select(part => new InputError(reader.Name, 0, 0, $"has {part}, which the model has not")));
        faults.AddRange(own.Except(written, StringComparer.Ordinal).Select(part => new InputError(reader.Name, 0, 0, $"lacks {part}, which the model has")));
        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }

        if (!written.SequenceEqual(own, StringComparer.Ordinal))
        {
            throw new InputException(new InputError(reader.Name, 0, 0, "has the model's parts in another order"));
        }
    }
}
