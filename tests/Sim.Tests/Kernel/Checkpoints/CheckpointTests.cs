using System;
using System.IO;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Checkpoints;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Checkpoints;

public sealed class CheckpointTests
{
    private static readonly SimTime End = SimTime.FromSeconds(2);

    /// <summary>The final bytes hold clock, log hash, statistics, streams, pending events and handles.</summary>
    [Property(MaxTest = 40)]
    public bool A_resumed_run_ends_with_the_same_bytes_wherever_it_was_cut(ushort first, ushort second, byte seed)
    {
        byte[] expected = Uninterrupted(seed);
        SimTime early = new(Math.Min(first, second) * 30_000L);
        SimTime late = new(Math.Max(first, second) * 30_000L);
        CheckpointModel run = new(seed, new RadixLadder());
        run.Start();
        run.Simulation.RunUntil(early);
        run = CheckpointModel.Resumed(run.Saved(), seed, new QuaternaryHeap());
        run.Simulation.RunUntil(late);
        run = CheckpointModel.Resumed(run.Saved(), seed, new RadixLadder());
        run.Simulation.RunUntil(End);
        return run.Saved().AsSpan().SequenceEqual(expected);
    }

    [Test]
    public void Saving_does_not_disturb_the_run()
    {
        CheckpointModel run = new(7, new RadixLadder());
        run.Start();
        for (int piece = 1; piece <= 100; piece++)
        {
            run.Simulation.RunUntil(new SimTime(End.Nanoseconds / 100 * piece));
            run.Saved();
        }

        Assert.That(run.Saved(), Is.EqualTo(Uninterrupted(7)));
    }

    [Test]
    public void The_same_seed_gives_the_same_event_log_hash_and_another_seed_another()
    {
        ulong[] hashes = new ulong[4];
        for (int i = 0; i < hashes.Length; i++)
        {
            CheckpointModel run = new(i / 2, i % 2 == 0 ? new RadixLadder() : new QuaternaryHeap());
            run.Start();
            run.Simulation.RunUntil(End);
            hashes[i] = run.Log.Value;
            Assert.That(run.Log.Count, Is.EqualTo(run.Simulation.Executed));
        }

        Assert.That((hashes[1], hashes[3]), Is.EqualTo((hashes[0], hashes[2])));
        Assert.That(hashes[0], Is.Not.EqualTo(hashes[2]));
    }

    [Test]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] saved = HalfWay();
        for (int length = 0; length < saved.Length; length += 13)
        {
            Refused(saved[..length]);
        }
    }

    [Test]
    public void A_damaged_file_is_refused()
    {
        byte[] saved = HalfWay();
        for (int i = 0; i < saved.Length; i += 17)
        {
            byte[] damaged = (byte[])saved.Clone();
            damaged[i] ^= 0x10;
            Refused(damaged);
        }
    }

    [Test]
    public void Another_seed_is_refused() => Assert.That(
        () => CheckpointModel.Resumed(HalfWay(), 4, new RadixLadder()),
        Throws.TypeOf<InputException>().With.Message.Matches("run.ckpt: byte \\d+: the state of another random stream, or of another seed"));

    [Test]
    public void Another_model_is_refused_and_each_difference_named()
    {
        Checkpoint other = new(new Simulation());
        other.Add("log", new EventLogHash());
        other.Add("disk", new EventLogHash());
        using MemoryStream stream = new(HalfWay());
        Assert.That(
            () => other.Load(stream, "run.ckpt"),
            Throws.TypeOf<InputException>().With.Message.EqualTo(string.Join(
                Environment.NewLine,
                "run.ckpt: has 'queue' (Sim.Tests.Kernel.Checkpoints.CheckpointModel), which the model has not",
                "run.ckpt: lacks 'disk' (Sim.Kernel.Events.EventLogHash), which the model has")));
    }

    [Test]
    public void A_handler_that_was_not_named_is_told()
    {
        CheckpointModel run = new(3, new RadixLadder());
        run.Start();
        Checkpoint incomplete = new(run.Simulation);
        incomplete.Add("log", run.Log);
        Assert.That(
            () => incomplete.Save(new MemoryStream()),
            Throws.InvalidOperationException.With.Message.EqualTo("queue has a pending event but was not named to the checkpoint"));
    }

    [Test]
    public void A_living_process_is_told()
    {
        Simulation simulation = new();
        simulation.Start(Sleeper(simulation), "sleeper", 3);
        Assert.That(
            () => new Checkpoint(simulation).Save(new MemoryStream()),
            Throws.InvalidOperationException.With.Message.StartsWith("process 'sleeper-3' is alive"));
    }

    [Test]
    public void What_has_no_state_and_no_events_is_refused() =>
        Assert.That(() => new Checkpoint(new Simulation()).Add("text", "x"), Throws.ArgumentException);

    [Test]
    public void A_part_that_leaves_state_unread_is_told()
    {
        RandomStream stream = new RandomStreams(1)["a"];
        Checkpoint saved = new(new Simulation());
        saved.Add("part", new Part(stream, reads: true));
        using MemoryStream bytes = new();
        saved.Save(bytes);
        bytes.Position = 0;
        Checkpoint loaded = new(new Simulation());
        loaded.Add("part", new Part(stream, reads: false));
        Assert.That(() => loaded.Load(bytes, "x"), Throws.TypeOf<InputException>().With.Message.Contains("'part' left some of its state unread"));
    }

    [Test]
    public void Every_kind_of_value_comes_back_as_written()
    {
        Checkpoint saved = new(new Simulation());
        Values values = new() { Text = "Gänge ∑", Number = double.NaN, Numbers = [1.5, -0.0, double.PositiveInfinity], Yes = true };
        saved.Add("values", values);
        using MemoryStream bytes = new();
        saved.Save(bytes);
        bytes.Position = 0;
        Values read = new();
        Checkpoint loaded = new(new Simulation());
        loaded.Add("values", read);
        loaded.Load(bytes, "x");
        Assert.That((read.Text, read.Number, read.Yes), Is.EqualTo((values.Text, values.Number, values.Yes)));
        Assert.That(read.Numbers, Is.EqualTo(values.Numbers));
    }

    private static byte[] Uninterrupted(long seed)
    {
        CheckpointModel run = new(seed, new RadixLadder());
        run.Start();
        run.Simulation.RunUntil(End);
        return run.Saved();
    }

    private static byte[] HalfWay()
    {
        CheckpointModel run = new(3, new RadixLadder());
        run.Start();
        run.Simulation.RunUntil(new SimTime(40_000_000));
        return run.Saved();
    }

    private static void Refused(byte[] bytes) =>
        Assert.That(() => CheckpointModel.Resumed(bytes, 3, new RadixLadder()), Throws.TypeOf<InputException>().With.Message.StartsWith("run.ckpt"));

    private static async Process Sleeper(Simulation simulation) => await simulation.Delay(Duration.FromSeconds(1));

    private sealed class Part(RandomStream stream, bool reads) : ICheckpointed
    {
        public void Save(CheckpointWriter writer) => writer.Write(stream);

        public void Load(CheckpointReader reader)
        {
            if (reads)
            {
                reader.Read(stream);
            }
        }
    }

    private sealed class Values : ICheckpointed
    {
        public string Text { get; set; } = "";

        public double Number { get; set; }

        public double[] Numbers { get; set; } = [];

        public bool Yes { get; set; }

        public void Save(CheckpointWriter writer)
        {
            writer.Write(Text);
            writer.Write(Number);
            writer.Write(Numbers);
            writer.Write(Yes);
        }

        public void Load(CheckpointReader reader)
        {
            Text = reader.ReadText();
            Number = reader.ReadDouble();
            Numbers = reader.ReadDoubles();
            Yes = reader.ReadBool();
        }
    }
}
