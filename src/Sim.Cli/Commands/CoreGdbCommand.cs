using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary><c>sim core gdb</c>: waits for a debugger, and has it debug a program.</summary>
internal sealed class CoreGdbCommand
{
    private const int LastPort = 65535;
    private readonly Argument<string> _elf = new("ELF") { Description = "A program as for sim core run." };
    private readonly CoreMachineOptions _machine = new();
    private readonly Option<int?> _port = new("--port") { Description = "TCP port on this machine; 0 for any that is free. Default: 1234.", HelpName = "N" };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CoreGdbCommand gdb = new();
        Command command = new("gdb", "Wait for GDB (target remote localhost:1234) and let it debug a program.") { gdb._elf, gdb._port };
        gdb._machine.AddTo(command);
        command.SetAction(parsed => Guard.Run(token => gdb.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        int port = parsed.GetValue(_port) ?? 1234;
        if (port is < 0 or > LastPort)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--port: {port} given; must be 0 to {LastPort}"));
        }

        ElfFile program = CoreProgram.Read(parsed.GetValue(_elf));
        using Stream output = Console.OpenStandardOutput();
        using Stream error = Console.OpenStandardError();
        MachineOptions options = _machine.Read(parsed, []) with { Output = output, Error = error, Cancelled = () => token.IsCancellationRequested };
        using Machine machine = new(program, options);
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start(1);
        }
        catch (SocketException fault)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--port: {port} cannot be used: {fault.Message}"), fault);
        }

        int actual = ((IPEndPoint)listener.LocalEndpoint).Port;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sim: waiting for a debugger: target remote localhost:{actual}"));
        using TcpClient client = listener.AcceptTcpClientAsync(token).AsTask().GetAwaiter().GetResult();
        client.NoDelay = true;
        using NetworkStream stream = client.GetStream();
        using CancellationTokenRegistration closing = token.Register(client.Close);
        RunOutcome? outcome = Serve(machine, stream);
        token.ThrowIfCancellationRequested();
        if (outcome is { Message.Length: > 0 })
        {
            Console.Error.WriteLine("sim: " + outcome.Message);
        }

        return ExitCode.Fine;
    }

    // A debugger that is killed closes the connection without a word.
    private static RunOutcome? Serve(Machine machine, NetworkStream stream)
    {
        try
        {
            return new GdbStub(machine, new GdbConnection(stream, () => stream.DataAvailable)).Serve();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
