using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Sim.CoreEmulator.Devices;

namespace Sim.Cli.Commands;

/// <summary>What is typed, or comes through a pipe, while a machine runs: a thread waits for it from when it is first asked for.</summary>
internal sealed class TerminalInput : IInput
{
    private readonly Queue<byte> _bytes = new();
    private readonly Stream _stream;
    private bool _hasStarted;
    private bool _hasEnded;

    private TerminalInput(Stream stream) => _stream = stream;

    /// <inheritdoc/>
    public bool IsReady
    {
        get
        {
            lock (_bytes)
            {
                Start();
                return _bytes.Count > 0;
            }
        }
    }

    /// <inheritdoc/>
    public long Taken { get; private set; }

    /// <summary>Standard input. A file is all there from the start, so that a run that reads one is the same each time.</summary>
    public static IInput Open()
    {
        Stream stream = Console.OpenStandardInput();
        return Console.IsInputRedirected && File.Exists("/dev/stdin") && IsFile() ? new StreamInput(new BufferedStream(stream)) : new TerminalInput(stream);
    }

    /// <inheritdoc/>
    public byte Take()
    {
        lock (_bytes)
        {
            Taken++;
            return _bytes.Dequeue();
        }
    }

    /// <inheritdoc/>
    public bool Wait()
    {
        lock (_bytes)
        {
            Start();
            while (_bytes.Count == 0 && !_hasEnded)
            {
                Monitor.Wait(_bytes);
            }

            return _bytes.Count > 0;
        }
    }

    private static bool IsFile()
    {
        try
        {
            return File.ResolveLinkTarget("/proc/self/fd/0", returnFinalTarget: false) is FileInfo { FullName: var name }
                && (name == "/dev/null" || (File.Exists(name) && !name.StartsWith("/dev/", StringComparison.Ordinal)));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Start()
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            new Thread(Read) { IsBackground = true }.Start();
        }
    }

    private void Read()
    {
        byte[] buffer = new byte[256];
        int count;
        do
        {
            count = Try(buffer);
            lock (_bytes)
            {
                for (int i = 0; i < count; i++)
                {
                    _bytes.Enqueue(buffer[i]);
                }

                _hasEnded = count <= 0;
                Monitor.PulseAll(_bytes);
            }
        }
        while (count > 0);
    }

    private int Try(byte[] buffer)
    {
        try
        {
            return _stream.Read(buffer, 0, buffer.Length);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
